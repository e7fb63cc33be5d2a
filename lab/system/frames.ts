/** Kafka's numbers for the requests that experiments speak of. */
export const API = { produce: 0, fetch: 1, offsetCommit: 8, addPartitionsToTxn: 24, endTxn: 26 } as const;

/** A request or its response, as it passes. */
export interface Frame {
  side: 'request' | 'response';
  /** Kafka's number of the API. */
  api: number;
  version: number;
  /** What the client calls itself. */
  client: string;
  bytes: Buffer;
}

/** Cuts a stream into frames: four bytes of length, then so many bytes. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  read(chunk: Buffer): Buffer[] {
    this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    const frames: Buffer[] = [];
    while (this.#rest.length >= 4) {
      const end = 4 + this.#rest.readInt32BE(0);
      if (this.#rest.length < end) break;
      frames.push(this.#rest.subarray(0, end));
      this.#rest = this.#rest.subarray(end);
    }
    return frames;
  }
}

/** Names requests by their header, and responses by the request that they answer. */
export class Conversation {
  readonly #asked = new Map<number, Omit<Frame, 'side' | 'bytes'>>();

  request(bytes: Buffer): Frame {
    const length = bytes.readInt16BE(12);
    const header = { api: bytes.readInt16BE(4), version: bytes.readInt16BE(6), client: length > 0 ? bytes.toString('utf8', 14, 14 + length) : '' };
    this.#asked.set(bytes.readInt32BE(8), header);
    return { side: 'request', ...header, bytes };
  }

  response(bytes: Buffer): Frame {
    const correlation = bytes.readInt32BE(4);
    const header = this.#asked.get(correlation) ?? { api: -1, version: -1, client: '' };
    this.#asked.delete(correlation);
    return { side: 'response', ...header, bytes };
  }
}
