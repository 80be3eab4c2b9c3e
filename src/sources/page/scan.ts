import { Tokenizer, TokenizerMode, type Token } from 'parse5';
import { tidy } from '../_text.ts';
import { Shown } from './shown.ts';

/** Something on a page that leads somewhere. */
export interface Found {
  readonly line: number;
  readonly kind: 'link' | 'form' | 'frame' | 'script' | 'image' | 'style';
  readonly target: string;
  readonly text: string;
  readonly method: '' | 'get' | 'post';
}

export interface Scanned {
  readonly title: string;
  /** The target of the first `<base href>`; '' without one. */
  readonly base: string;
  readonly found: readonly Found[];
}

type Tag = Token.TagToken;

const LONGEST = 300;
/** More than this leads nowhere that a visitor would find. */
const MOST = 20_000;

const MODES: Readonly<Record<string, (typeof TokenizerMode)[keyof typeof TokenizerMode]>> = {
  script: TokenizerMode.SCRIPT_DATA,
  style: TokenizerMode.RAWTEXT,
  xmp: TokenizerMode.RAWTEXT,
  noembed: TokenizerMode.RAWTEXT,
  noframes: TokenizerMode.RAWTEXT,
  iframe: TokenizerMode.RAWTEXT,
  title: TokenizerMode.RCDATA,
  textarea: TokenizerMode.RCDATA,
  plaintext: TokenizerMode.PLAINTEXT,
};

function attribute({ attrs }: Tag, name: string): string | undefined {
  return attrs.find((one) => one.name === name)?.value;
}

interface Draft {
  readonly line: number;
  target: string;
  text: string;
  readonly label: string;
  readonly method: Found['method'];
}

/** Sending by a script of the page itself. */
const SENDS = /\bsubmit\b|\bfetch\s*\(|XMLHttpRequest|sendBeacon/;

/**
 * Goes over the tokens of a page once. A tree is not made: for nested tags that are never closed it would grow with the
 * square of the page.
 */
class Scanner {
  readonly found: Found[] = [];
  readonly #shown = new Shown();
  base = '';
  title = '';
  #titles = 0;
  #raw: { readonly tag: string; readonly line: number; text: string } | undefined;
  #link: Draft | undefined;
  #form: Draft | undefined;
  #button: { text: string; readonly target: string } | undefined;

  onStartTag(tag: Tag, setMode: (mode: (typeof TokenizerMode)[keyof typeof TokenizerMode]) => void): void {
    const mode = MODES[tag.tagName];
    const line = tag.location?.startLine ?? 1;
    if (mode !== undefined) {
      setMode(mode);
      this.#raw = { tag: tag.tagName, line, text: '' };
    }
    if (tag.tagName === 'base' && this.base === '') this.base = attribute(tag, 'href')?.trim() ?? '';
    if (this.#shown.start(tag)) this.#startShown(tag, line);
  }

  #startShown(tag: Tag, line: number): void {
    switch (tag.tagName) {
      case 'a':
        this.#endLink();
        if (attribute(tag, 'href') !== undefined || attribute(tag, 'role') === 'button')
          this.#link = draft(tag, line, 'href');
        return;
      case 'area':
        return this.#add({ line, kind: 'link', target: target(tag, 'href'), text: tidy(attribute(tag, 'alt') ?? '') });
      case 'form':
        this.#form ??= formDraft(tag, line);
        return;
      case 'button':
        if (!/^(?:button|reset)$/i.test(attribute(tag, 'type') ?? ''))
          this.#button = { text: '', target: target(tag, 'formaction') };
        return;
      case 'input':
        return this.#input(tag);
      case 'img':
        this.#text(attribute(tag, 'alt') ?? '');
        return this.#named(tag, line, 'image', 'src');
      case 'iframe':
      case 'frame':
      case 'embed':
        return this.#named(tag, line, 'frame', 'src');
      case 'script':
        return this.#named(tag, line, 'script', 'src');
      case 'link':
        if (/(?:^|\s)stylesheet(?:\s|$)/i.test(attribute(tag, 'rel') ?? '')) this.#named(tag, line, 'style', 'href');
        return;
      case 'br':
      case 'p':
      case 'div':
      case 'li':
        return this.#text(' ');
      default:
    }
  }

  #input(tag: Tag): void {
    const type = (attribute(tag, 'type') ?? '').toLowerCase();
    if (type !== 'submit' && type !== 'image') return;
    this.#submit(attribute(tag, type === 'image' ? 'alt' : 'value') ?? 'Submit', target(tag, 'formaction'));
  }

  /** A form is named by its first button; a button may send it elsewhere. */
  #submit(text: string, elsewhere: string): void {
    if (!this.#form) return;
    if (this.#form.text === '') this.#form.text = tidy(text).slice(0, LONGEST);
    if (this.#form.target === '') this.#form.target = elsewhere;
  }

  onEndTag({ tagName }: Tag): void {
    if (this.#raw?.tag === tagName) this.#endRaw();
    this.#shown.end(tagName);
    if (tagName === 'a') this.#endLink();
    if (tagName === 'form') this.#endForm();
    if (tagName === 'button' && this.#button) {
      this.#submit(this.#button.text, this.#button.target);
      this.#button = undefined;
    }
  }

  onText(text: string): void {
    if (this.#raw) {
      if (this.#raw.text.length < 65_536) this.#raw.text += text;
    } else if (this.#shown.now) this.#text(text);
  }

  #text(text: string): void {
    for (const one of [this.#link, this.#button])
      if (one && one.text.length < LONGEST) one.text += text.slice(0, LONGEST);
  }

  #endRaw(): void {
    const raw = this.#raw;
    this.#raw = undefined;
    if (!raw) return;
    if (raw.tag === 'title') {
      this.#titles += 1;
      if (this.#titles === 1) this.title = tidy(raw.text).slice(0, LONGEST);
    }
    if (raw.tag === 'script' && SENDS.test(raw.text))
      this.#add({ line: raw.line, kind: 'script', target: '', text: 'submit' });
  }

  #endLink(): void {
    const link = this.#link;
    this.#link = undefined;
    if (!link) return;
    this.#add({
      line: link.line,
      kind: 'link',
      target: link.target,
      text: tidy(link.text).slice(0, LONGEST) || link.label,
    });
  }

  #endForm(): void {
    const form = this.#form;
    this.#form = undefined;
    if (form)
      this.#add({
        line: form.line,
        kind: 'form',
        target: form.target,
        text: form.text || form.label,
        method: form.method,
      });
  }

  onEnd(): void {
    this.#endRaw();
    this.#endLink();
    this.#endForm();
  }

  #named(tag: Tag, line: number, kind: Found['kind'], name: string): void {
    const named = target(tag, name);
    if (named !== '') this.#add({ line, kind, target: named, text: '' });
  }

  #add(one: Omit<Found, 'method'> & { readonly method?: Found['method'] }): void {
    if (this.found.length < MOST) this.found.push({ method: '', ...one, target: one.target.slice(0, 2000) });
  }
}

function target(tag: Tag, name: string): string {
  return attribute(tag, name)?.trim() ?? '';
}

function draft(tag: Tag, line: number, name: string): Draft {
  const label = tidy(attribute(tag, 'aria-label') ?? attribute(tag, 'title') ?? '').slice(0, LONGEST);
  return { line, target: target(tag, name), text: '', label, method: '' };
}

/** A form that a host or a script takes care of has a target in all but name. */
function formDraft(tag: Tag, line: number): Draft {
  const method = /^post$/i.test(target(tag, 'method')) ? 'post' : 'get';
  const hosted = tag.attrs.some(({ name }) => name === 'netlify' || name === 'data-netlify');
  const scripted = attribute(tag, 'onsubmit') === undefined ? '' : 'javascript:onsubmit';
  const plain = draft(tag, line, 'action');
  return { ...plain, method, target: plain.target || (hosted ? '.' : scripted) };
}

export function scan(html: string): Scanned {
  const scanner = new Scanner();
  const text = ({ chars }: Token.CharacterToken): void => scanner.onText(chars);
  const tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: true },
    {
      onStartTag: (tag) =>
        scanner.onStartTag(tag, (mode) => {
          tokenizer.state = mode;
        }),
      onEndTag: (tag) => scanner.onEndTag(tag),
      onCharacter: text,
      onWhitespaceCharacter: text,
      onNullCharacter: () => undefined,
      onComment: () => undefined,
      onDoctype: () => undefined,
      onEof: () => scanner.onEnd(),
      onParseError: null,
    },
  );
  tokenizer.write(html, true);
  return { title: scanner.title, base: scanner.base, found: scanner.found };
}
