import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';

export interface LanguageServer {
  /** Labels offered at a place; lines and characters are counted from 0. */
  complete(text: string, line: number, character: number): Promise<string[]>;
  hover(text: string, line: number, character: number): Promise<string>;
  diagnose(text: string): Promise<{ line: number; character: number; message: string }[]>;
  close(): void;
}

interface Message {
  id?: number;
  method?: string;
  params?: unknown;
  result?: unknown;
}

/** Speaks the language server protocol with a server started from `script`, which checks every file with `schema`. */
export async function startLanguageServer(script: string, schema: string): Promise<LanguageServer> {
  const server = spawn(process.execPath, [script, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map<number, (result: unknown) => void>();
  const published = new Map<string, (diagnostics: unknown) => void>();
  let lastId = 0;

  const send = (message: Message) => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const request = (method: string, params: unknown) =>
    new Promise<unknown>((done) => {
      waiting.set(++lastId, done);
      send({ id: lastId, method, params });
    });
  const receive = ({ id, method, params, result }: Message) => {
    if (method === undefined) return waiting.get(id!)?.(result);
    if (id !== undefined)
      return send({ id, result: method === 'workspace/configuration' ? [{}, {}, {}, {}, {}] : null });
    const { uri, diagnostics } = (params ?? {}) as { uri?: string; diagnostics?: unknown };
    if (method === 'textDocument/publishDiagnostics') published.get(uri ?? '')?.(diagnostics);
  };
  readMessages(server.stdout, receive);

  await request('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: { textDocument: { completion: { completionItem: { snippetSupport: true } } } },
  });
  send({ method: 'initialized', params: {} });
  const modeline = `# yaml-language-server: $schema=${pathToFileURL(schema).href}\n`;

  let documents = 0;
  const open = (text: string) => {
    const uri = `file:///document-${++documents}.yaml`;
    const diagnostics = new Promise<unknown>((done) => published.set(uri, done));
    send({
      method: 'textDocument/didOpen',
      params: { textDocument: { uri, languageId: 'yaml', version: 1, text: modeline + text } },
    });
    return { uri, diagnostics };
  };

  return {
    async complete(text, line, character) {
      const { uri, diagnostics } = open(text);
      await diagnostics;
      const result = (await request('textDocument/completion', {
        textDocument: { uri },
        position: { line: line + 1, character },
      })) as { items: { label: string }[] };
      return result.items.map((item) => item.label);
    },
    async hover(text, line, character) {
      const { uri, diagnostics } = open(text);
      await diagnostics;
      const result = (await request('textDocument/hover', {
        textDocument: { uri },
        position: { line: line + 1, character },
      })) as { contents?: { value?: string } } | null;
      return result?.contents?.value ?? '';
    },
    async diagnose(text) {
      const found = (await open(text).diagnostics) as {
        range: { start: { line: number; character: number } };
        message: string;
      }[];
      return found.map(({ range, message }) => ({
        line: range.start.line - 1,
        character: range.start.character,
        message,
      }));
    },
    close: () => void server.kill(),
  };
}

function readMessages(stream: NodeJS.ReadableStream, receive: (message: Message) => void): void {
  let buffer = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const headerEnd = buffer.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(buffer.subarray(0, Math.max(headerEnd, 0)).toString())?.[1]);
      if (headerEnd === -1 || buffer.length < headerEnd + 4 + length) return;
      const body = buffer.subarray(headerEnd + 4, headerEnd + 4 + length).toString();
      buffer = buffer.subarray(headerEnd + 4 + length);
      receive(JSON.parse(body) as Message);
    }
  });
}
