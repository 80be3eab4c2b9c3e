import type { Token } from 'parse5';

const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
/** Tags whose next of the same name ends them. */
const ENDED_BY_NEXT = new Set('p option td th tr dt dd'.split(' '));
/** What is in them is no markup of the page as visitors with scripts see it. */
const NEVER_SHOWN = new Set(['template', 'noscript']);
const UNSEEN = /display\s*:\s*none|visibility\s*:\s*hidden/i;

function isHidden({ tagName, attrs }: Token.TagToken): boolean {
  if (NEVER_SHOWN.has(tagName)) return true;
  return attrs.some(
    ({ name, value }) =>
      (name === 'hidden' && value.toLowerCase() !== 'until-found') || (name === 'style' && UNSEEN.test(value)),
  );
}

/** Whether what is read now is shown: elements that are hidden are passed over with all that is in them. */
export class Shown {
  #hidden: { readonly tag: string; depth: number } | undefined;

  get now(): boolean {
    return this.#hidden === undefined;
  }

  /** True when the element that starts is shown. */
  start(tag: Token.TagToken): boolean {
    const { tagName } = tag;
    const hidden = this.#hidden;
    if (hidden) {
      if (hidden.tag !== tagName) return false;
      if (!ENDED_BY_NEXT.has(tagName)) {
        hidden.depth += 1;
        return false;
      }
      this.#hidden = undefined;
    }
    if (!isHidden(tag)) return true;
    if (!VOID.has(tagName) && !tag.selfClosing) this.#hidden = { tag: tagName, depth: 1 };
    return false;
  }

  end(tagName: string): void {
    if (this.#hidden?.tag !== tagName) return;
    this.#hidden.depth -= 1;
    if (this.#hidden.depth === 0) this.#hidden = undefined;
  }
}
