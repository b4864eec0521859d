// node assert-iou.mjs <result.json> <least macro IoU>: fails where a run has learned less, or says nothing.
import { readFileSync } from 'node:fs';

const [file, least] = process.argv.slice(2);
const { metrics } = JSON.parse(readFileSync(file, 'utf8')).test;
const iou = Object.entries(metrics).find(([name]) => name.startsWith('iou/macro'))?.[1].value;
console.log(`test macro IoU ${iou}, expected at least ${least}`);
process.exit(iou >= Number(least) ? 0 : 1);
