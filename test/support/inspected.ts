import { once } from 'node:events';
import { WebSocket, type RawData } from 'ws';
import type { JsonObject } from '../../runtime/contract.ts';
import { isJsonObject, parseJson } from '../../runtime/json.ts';
import { textOf } from './live.ts';

/** Starts a Node process with an inspector, on a port of its own. */
export const inspectable = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

/** Of a process whose garbage was just collected, in bytes. */
export interface Memory {
  /** What it keeps on V8's heap. */
  readonly heap: number;
  /** What it keeps beside it for objects of the heap: buffers, above all. */
  readonly external: number;
  /** All that it has of the machine, used or not. */
  readonly resident: number;
}

/** The inspector of another Node process. */
export class Inspected {
  readonly #socket: WebSocket;
  #asked = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** @param stderr what the process said there, with its first line, which tells where its inspector listens. */
  static async connect(stderr: readonly string[]): Promise<Inspected> {
    const address = stderr.map((line) => /^Debugger listening on (ws:\S+)/.exec(line)?.[1]).find((found) => found);
    if (address === undefined) throw new Error(`unable to inspect; the process said ${JSON.stringify(stderr)}`);
    const socket = new WebSocket(address);
    await once(socket, 'open');
    return new Inspected(socket);
  }

  async memory(): Promise<Memory> {
    await this.#ask('HeapProfiler.collectGarbage');
    const expression = 'process.memoryUsage()';
    const { result } = await this.#ask('Runtime.evaluate', { expression, returnByValue: true });
    const usage = isJsonObject(result) ? result['value'] : undefined;
    const { heapUsed: heap, external, rss: resident } = isJsonObject(usage) ? usage : {};
    if (typeof heap === 'number' && typeof external === 'number' && typeof resident === 'number') {
      return { heap, external, resident };
    }
    throw new Error(`unable to measure; the process said ${JSON.stringify(result)}`);
  }

  /** A process whose inspector is in use does not end by itself. */
  close(): void {
    this.#socket.terminate();
  }

  async #ask(method: string, params: JsonObject = {}): Promise<JsonObject> {
    const id = (this.#asked += 1);
    const answer = new Promise<JsonObject>((resolve, reject) => {
      const hear = (data: RawData): void => {
        const said = parseJson(textOf(data));
        if (!isJsonObject(said) || said['id'] !== id) return;
        this.#socket.off('message', hear);
        const { result } = said;
        if (isJsonObject(result)) resolve(result);
        else reject(new Error(`unable to ask for ${method}; the answer was ${textOf(data)}`));
      };
      this.#socket.on('message', hear);
    });
    this.#socket.send(JSON.stringify({ id, method, params }));
    return answer;
  }
}
