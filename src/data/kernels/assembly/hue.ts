/** Turns the hue of each pixel by `turn` of a full circle: RGB to HSV and back, as Pillow's Convert.c. */
export function turnHue(source: usize, target: usize, pixels: i32, turn: f32): void {
  for (let pixel = 0; pixel < pixels; pixel++) {
    const from = source + usize(pixel * 3);
    const to = target + usize(pixel * 3);
    const red = f64(load<u8>(from)) / 255;
    const green = f64(load<u8>(from, 1)) / 255;
    const blue = f64(load<u8>(from, 2)) / 255;
    const most = max(red, max(green, blue));
    const range = most - min(red, min(green, blue));
    let sector: f64 = 0;
    if (range !== 0) sector = most === red ? (green - blue) / range : most === green ? 2 + (blue - red) / range : 4 + (red - green) / range;
    const whole = sector / 6 + 1;
    const hue = f64(f32(whole - floor(whole)) + turn);
    const sixth = (hue - floor(hue)) * 6;
    const step = floor(sixth);
    const part = sixth - step;
    const low = most - range;
    const falling = most - range * part;
    const rising = most - range * (1 - part);
    const place = i32(step) % 6;
    if (place === 0) write(to, most, rising, low);
    else if (place === 1) write(to, falling, most, low);
    else if (place === 2) write(to, low, most, rising);
    else if (place === 3) write(to, low, falling, most);
    else if (place === 4) write(to, rising, low, most);
    else write(to, most, low, falling);
  }
}

/** torchvision's float to uint8: times 255.999, truncated. */
// @ts-ignore: decorator
@inline
function write(to: usize, red: f64, green: f64, blue: f64): void {
  store<u8>(to, u8(red * 255.999));
  store<u8>(to, u8(green * 255.999), 1);
  store<u8>(to, u8(blue * 255.999), 2);
}
