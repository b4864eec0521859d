// The ziggurat of 128 layers for the normal distribution (Marsaglia and Tsang, The Ziggurat Method, 2000), as in their
// listing but for the numbers that feed it: xoroshiro128+ (Blackman and Vigna), 64 bits a draw.
const LAYERS = 128;
const TAIL: f64 = 3.442619855899;
const AREA: f64 = 9.91256303526217e-3;
const SCALE: f64 = 2147483648;

const bounds = memory.data(LAYERS * 4);
const widths = memory.data(LAYERS * 4);
const heights = memory.data(LAYERS * 4);
let ready = false;
let low: u64 = 0;
let high: u64 = 0;

/** Adds `mean` and noise of deviation `sigma` to each byte, rounds halves to even and clamps. The seed must not be zero. */
export function addNoise(source: usize, target: usize, length: i32, mean: f32, sigma: f32, seedLow: u64, seedHigh: u64): void {
  if (!ready) makeLayers();
  low = seedLow;
  high = seedHigh;
  for (let index: usize = 0; index < usize(length); index++) {
    const value = nearest<f32>(f32(load<u8>(source + index)) + mean + sigma * normal());
    store<u8>(target + index, u8(max<f32>(0, min<f32>(255, value))));
  }
}

// @ts-ignore: decorator
@inline
function next(): u64 {
  const result = low + high;
  const mixed = low ^ high;
  low = rotl(low, 24) ^ mixed ^ (mixed << 16);
  high = rotl(mixed, 37);
  return result;
}

// @ts-ignore: decorator
@inline
function normal(): f32 {
  const bits = next();
  const number = i32(bits >> 32);
  const layer = usize((bits >> 24) & (LAYERS - 1)) << 2;
  if (u32(abs(number)) < load<u32>(bounds + layer)) return f32(number) * load<f32>(widths + layer);
  return outside(number, layer);
}

/** What falls out of its layer's rectangle: about one draw in eighty. */
function outside(start: i32, startLayer: usize): f32 {
  let number = start;
  let layer = startLayer;
  while (true) {
    const x = f32(number) * load<f32>(widths + layer);
    if (layer === 0) return tail(number > 0);
    const above = load<f32>(heights + layer - 4) - load<f32>(heights + layer);
    if (load<f32>(heights + layer) + uniform() * above < f32(Math.exp(-0.5 * f64(x) * f64(x)))) return x;
    const bits = next();
    number = i32(bits >> 32);
    layer = usize((bits >> 24) & (LAYERS - 1)) << 2;
    if (u32(abs(number)) < load<u32>(bounds + layer)) return f32(number) * load<f32>(widths + layer);
  }
}

function tail(positive: bool): f32 {
  let x: f64 = 0;
  let y: f64 = 0;
  do {
    x = -Math.log(f64(uniform())) / TAIL;
    y = -Math.log(f64(uniform()));
  } while (y + y < x * x);
  return f32(positive ? TAIL + x : -TAIL - x);
}

/** In (0, 1). */
function uniform(): f32 {
  return (f32(u32(next() >> 41)) + 0.5) / 8388608;
}

function makeLayers(): void {
  let edge = TAIL;
  let previous = TAIL;
  const base = AREA / Math.exp(-0.5 * edge * edge);
  set(0, edge / base, base, 1);
  set(LAYERS - 1, 0, edge, Math.exp(-0.5 * edge * edge));
  store<u32>(bounds + 4, 0);
  for (let layer = LAYERS - 2; layer >= 1; layer--) {
    edge = Math.sqrt(-2 * Math.log(AREA / edge + Math.exp(-0.5 * edge * edge)));
    store<u32>(bounds + usize((layer + 1) * 4), u32((edge / previous) * SCALE));
    store<f32>(widths + usize(layer * 4), f32(edge / SCALE));
    store<f32>(heights + usize(layer * 4), f32(Math.exp(-0.5 * edge * edge)));
    previous = edge;
  }
  ready = true;
}

function set(layer: i32, bound: f64, width: f64, height: f64): void {
  const offset = usize(layer * 4);
  if (bound > 0) store<u32>(bounds + offset, u32(bound * SCALE));
  store<f32>(widths + offset, f32(width / SCALE));
  store<f32>(heights + offset, f32(height));
}
