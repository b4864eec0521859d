import { existsSync } from 'node:fs';

/** `CHROMIUM`, or where Linux distributions put it. */
export function chromiumPath(): string | undefined {
  const named = process.env['CHROMIUM'];
  return [...(named ? [named] : []), '/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));
}

export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
