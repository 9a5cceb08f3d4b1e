/**
 * Speaks Marionette, Firefox's own protocol for tests, over TCP. It reaches what WebDriver BiDi does not: the browser's
 * own window, with its toolbar and menus. A message is `<bytes>:[0, id, command, parameters]`, and its answer
 * `<bytes>:[1, id, error, result]`.
 */
import { createConnection, type Socket } from 'node:net';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from './driver.ts';

/** Holds the port, in the profile of a browser that listens. */
const PORT_FILE = 'MarionetteActivePort';
const START_MS = 60_000;
const SCRIPT_MS = 15_000;
const COLON = ':'.charCodeAt(0);

type Answer = [type: 1, id: number, error: { error: string; message: string } | null, result: unknown];

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

export class Marionette {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Waiting>();
  #received: Buffer = Buffer.alloc(0);
  #lastId = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('Firefox closed the connection.')));
  }

  /** Starts a session in the browser of a profile, once it listens. */
  static async connect(profile: string): Promise<Marionette> {
    const read = async (): Promise<number> => Number(await readFile(join(profile, PORT_FILE), 'utf8'));
    const port = await until('the port of Marionette', read, START_MS);
    const marionette = new Marionette(createConnection(port, '127.0.0.1'));
    await marionette.command('WebDriver:NewSession', { timeouts: { script: SCRIPT_MS } });
    return marionette;
  }

  /** Rejects with the browser's words when it refuses. */
  command<T>(name: string, parameters: object = {}): Promise<T> {
    this.#lastId += 1;
    const id = this.#lastId;
    const message = JSON.stringify([0, id, name, parameters]);
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.write(`${Buffer.byteLength(message)}:${message}`);
    }) as Promise<T>;
  }

  /**
   * Runs the body of an async function: in the browser's own window (`chrome`) or the present tab's page (`content`).
   * It finds `given` under that name. Returns its JSON result.
   */
  async run<T>(context: 'chrome' | 'content', body: string, given: unknown = null): Promise<T> {
    await this.command('Marionette:SetContext', { value: context });
    const script = `const [given] = arguments; return (async () => { ${body} })();`;
    const { value } = await this.command<{ value: T }>('WebDriver:ExecuteScript', { script, args: [given] });
    return value;
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    for (;;) {
      const colon = this.#received.indexOf(COLON);
      const end = colon + 1 + Number(this.#received.toString('utf8', 0, Math.max(0, colon)));
      if (colon === -1 || this.#received.length < end) return;
      const message = JSON.parse(this.#received.toString('utf8', colon + 1, end)) as object;
      this.#received = this.#received.subarray(end);
      // The first message is a greeting
      if (Array.isArray(message)) this.#settle(message as Answer);
    }
  }

  #settle([, id, error, result]: Answer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === null) waiting?.resolve(result);
    else waiting?.reject(new Error(`${error.error}: ${error.message}`));
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
