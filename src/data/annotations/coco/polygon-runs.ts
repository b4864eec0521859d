const SCALE = 5;

/**
 * The run lengths of a polygon [x0, y0, x1, y1, ...] in pixels, as `rleFrPoly` in COCO's maskApi.c. Its edges are drawn
 * at five times the resolution; a run ends where they cross the middle of a column.
 */
export function polygonRuns(polygon: readonly number[], height: number, width: number): number[] {
  const crossings: number[] = [];
  let previous: readonly [number, number] | undefined;
  for (const point of boundaryPoints(polygon)) {
    const crossing = previous && crossingAt(previous, point, height, width);
    if (crossing !== undefined) crossings.push(crossing);
    previous = point;
  }
  crossings.sort((a, b) => a - b).push(height * width);
  return crossings.map((position, index) => position - (crossings[index - 1] ?? 0));
}

function* boundaryPoints(polygon: readonly number[]): Generator<readonly [x: number, y: number]> {
  const corners = polygon.length / 2;
  const coordinate = (corner: number, axis: 0 | 1) => Math.trunc(SCALE * polygon[(corner % corners) * 2 + axis]! + 0.5);
  for (let corner = 0; corner < corners; corner++) {
    const [startX, startY] = [coordinate(corner, 0), coordinate(corner, 1)];
    const [endX, endY] = [coordinate(corner + 1, 0), coordinate(corner + 1, 1)];
    const [dx, dy] = [Math.abs(endX - startX), Math.abs(endY - startY)];
    const alongX = dx >= dy;
    const length = Math.max(dx, dy);
    const flipped = alongX ? startX > endX : startY > endY;
    const [fromX, fromY, toX, toY] = flipped ? [endX, endY, startX, startY] : [startX, startY, endX, endY];
    const slope = length === 0 ? 0 : (alongX ? toY - fromY : toX - fromX) / length;
    for (let step = 0; step <= length; step++) {
      const distance = flipped ? length - step : step;
      if (alongX) yield [fromX + distance, Math.trunc(fromY + slope * distance + 0.5)];
      else yield [Math.trunc(fromX + slope * distance + 0.5), fromY + distance];
    }
  }
}

/** Column-major position at which the boundary crosses the middle of a column between two points, if it does. */
function crossingAt(
  previous: readonly [number, number],
  point: readonly [number, number],
  height: number,
  width: number,
): number | undefined {
  if (point[0] === previous[0]) return undefined;
  const x = ((point[0] < previous[0] ? point[0] : point[0] - 1) + 0.5) / SCALE - 0.5;
  if (!Number.isInteger(x) || x < 0 || x > width - 1) return undefined;
  const y = (Math.min(point[1], previous[1]) + 0.5) / SCALE - 0.5;
  return x * height + Math.ceil(Math.max(0, Math.min(height, y)));
}
