import type { ReadResult, Row } from '../../model/facts.ts';
import type { Reader, ReadOptions } from '../../model/source.ts';
import { problem } from '../_codes.ts';
import { openText } from '../_open.ts';
import { decodeText } from '../_text.ts';
import { isCallToAction } from './call-to-action.ts';
import { scan, type Found } from './scan.ts';

const MOST_BYTES = 4 * 1024 * 1024;
const NAME = /\.html?$/i;
const HEAD = /^\s*(?:<!--[^]{0,500}?-->\s*)?<(?:!doctype\s+html|html)[\s>]/i;

/** The address without its fragment; '' for what is none of the web. */
function addressOf(target: string, base: string | undefined): string {
  if (target === '' || !URL.canParse(target, base)) return '';
  const url = new URL(target, base);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return '';
  url.hash = '';
  return url.href;
}

function rowOf(one: Found, url: string, base: string | undefined): Row {
  const { line, kind, target, text, method } = one;
  const calls = (kind === 'link' || kind === 'form') && isCallToAction(text, target);
  return {
    line: BigInt(line),
    url,
    kind,
    target,
    leads_to: addressOf(target, base),
    text,
    call_to_action: calls ? 'yes' : 'no',
    method,
  };
}

function read(bytes: Uint8Array, file: string, options: ReadOptions): ReadResult {
  const nothing = { kind: 'page', layout: {}, rows: [], balances: [] };
  if (bytes.length > MOST_BYTES) {
    const advice = { expected: `at most ${MOST_BYTES}`, mend: 'keep pictures and scripts in files of their own' };
    const at = { file, line: 1, column: 1 };
    return { ...nothing, problems: [problem('document-too-large', at, `the page has ${bytes.length} bytes`, advice)] };
  }
  const opened = openText(bytes, file, 'a page of HTML', () => decodeText(bytes, options.encoding));
  if ('code' in opened) return { ...nothing, problems: [opened] };
  const { title, base, found } = scan(opened.text);
  const url = options.url ?? '';
  const against = addressOf(base, options.url) || options.url;
  return {
    ...nothing,
    layout: { encoding: opened.encoding, url, links: String(found.length) },
    problems: opened.losses,
    tables: {
      pages: [{ line: 1n, url, title }],
      page_links: found.map((one) => rowOf(one, url, against)),
    },
  };
}

/** Pages of a site as files: where each leads. What is hidden or commented out leads nowhere. */
export const page: Reader = {
  kind: 'page',
  role: 'page',
  version: 1,
  recognises: (head, name) =>
    NAME.test(name) ? 1 : HEAD.test(decodeText(head, undefined, true).text.slice(0, 2000)) ? 0.5 : 0,
  read,
};
