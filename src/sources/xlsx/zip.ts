import { crc32, inflateRawSync } from 'node:zlib';

/*
 * A workbook is a ZIP of XML parts. This reads what Excel, LibreOffice and the libraries that banks use write: stored or
 * deflated parts, no encryption, no ZIP64, no split archives (PKWARE's APPNOTE, 4.3). Every part is checked against its
 * CRC-32: a damaged one could hold other amounts.
 */

/** A workbook of a hundred thousand movements has about 20 MB of XML; beyond this the cells would not fit in memory. */
const MAX_INFLATED = 128 * 1024 * 1024;
/** A workbook has a part a sheet and a few more. */
const MOST_PARTS = 4096;
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** The end record is the last thing in the file but for a comment of at most 65,535 bytes. */
const END_WITHIN = 22 + 65_535;

interface Part {
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

/** Says why a file cannot be read as a workbook. */
export class ZipFault extends Error {
  override readonly name = 'ZipFault';
}

function endRecord(view: DataView): number {
  const last = view.byteLength - 22;
  for (let at = last; at >= 0 && at >= view.byteLength - END_WITHIN; at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw new ZipFault('the file is no workbook, or it is cut off');
}

function parts(bytes: Uint8Array, view: DataView): Map<string, Part> {
  const end = endRecord(view);
  const count = view.getUint16(end + 10, true);
  if (count > MOST_PARTS) throw new ZipFault(`the workbook has ${count} parts`);
  const found = new Map<string, Part>();
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== ENTRY)
      throw new ZipFault('the list of the workbook’s parts is damaged');
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const name = Buffer.from(bytes.subarray(at + 46, at + 46 + (nameLength ?? 0))).toString('utf8');
    if ((view.getUint16(at + 8, true) & 1) === 1) throw new ZipFault('the workbook is encrypted');
    found.set(name.replaceAll('\\', '/').replace(/^\//, ''), {
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return found;
}

/** The parts of a workbook. Everything throws a ZipFault where the file is damaged or too large. */
export class Zip {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #parts: ReadonlyMap<string, Part>;
  #left = MAX_INFLATED;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#parts = parts(bytes, this.#view);
  }

  has(name: string): boolean {
    return this.#parts.has(name);
  }

  /** A part's bytes. All parts together may be as large as MAX_INFLATED, whatever the file says of their sizes. */
  read(name: string): Uint8Array {
    const part = this.#parts.get(name);
    if (!part) throw new ZipFault(`the workbook has no part ${name.slice(0, 100)}`);
    if (part.at + 30 > this.#view.byteLength || this.#view.getUint32(part.at, true) !== LOCAL)
      throw new ZipFault(`part ${name.slice(0, 100)} is damaged`);
    const begin = part.at + 30 + this.#view.getUint16(part.at + 26, true) + this.#view.getUint16(part.at + 28, true);
    const packed = this.#bytes.subarray(begin, begin + part.packed);
    const bytes = this.#inflate(part, packed, name);
    this.#left -= bytes.length;
    if (bytes.length !== part.size || crc32(bytes) !== part.crc)
      throw new ZipFault(`part ${name.slice(0, 100)} is damaged`);
    return bytes;
  }

  #inflate({ method, size }: Part, packed: Uint8Array, name: string): Uint8Array {
    if (size > this.#left) throw new ZipFault(`the workbook is larger than ${MAX_INFLATED} bytes when it is unpacked`);
    if (method === 0) return packed;
    if (method !== 8) throw new ZipFault(`part ${name.slice(0, 100)} is packed in a way that is not read`);
    try {
      // One byte more than it may be, so that a part that lies about its size is told from one that does not.
      return inflateRawSync(packed, { maxOutputLength: size + 1 });
    } catch {
      throw new ZipFault(`part ${name.slice(0, 100)} is damaged`);
    }
  }
}
