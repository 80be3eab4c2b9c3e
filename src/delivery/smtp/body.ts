import { Readable } from 'node:stream';

const CHUNK = 64 * 1024;

/**
 * A message's bytes as nodemailer pulls them: it begins when the server has taken the envelope and answered DATA, and
 * writes the closing dot after the last of them. So until `handedOver` the server cannot have taken the message.
 */
export class Body extends Readable {
  readonly #bytes: Uint8Array;
  #at = 0;
  handedOver = false;

  constructor(bytes: Uint8Array) {
    super({ highWaterMark: CHUNK });
    this.#bytes = bytes;
  }

  override _read(): void {
    const chunk = this.#bytes.subarray(this.#at, this.#at + CHUNK);
    this.#at += chunk.length;
    if (this.#at >= this.#bytes.length) this.handedOver = true;
    this.push(chunk.length === 0 ? null : chunk);
  }
}
