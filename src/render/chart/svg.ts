import { plain } from '../outside.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an SVG element or attribute: safe to look at, and escaped. */
export function escaped(text: string): string {
  return plain(text).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** A coordinate with one decimal: enough at 2×, and the same text on every machine. */
export function coordinate(value: number): number {
  return Math.round(value * 10) / 10 || 0;
}

/** One SVG element. `children` are elements already written, or text already escaped. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).flatMap(([key, value]) => {
    if (value === undefined) return [];
    return [` ${key}="${typeof value === 'number' ? coordinate(value) : escaped(value)}"`];
  });
  const start = `<${name}${written.join('')}`;
  return children.length === 0 ? `${start}/>` : `${start}>${children.join('')}</${name}>`;
}

/** Inter's digits and capitals are some 0.63 em wide, its small letters less. */
const EM = 0.63;

/** Width of a text in pixels, roughly and rather too wide. */
export function textWidth(text: string, size: number): number {
  return [...text].length * size * EM;
}

/** A text cut to a width, with an ellipsis. */
export function fitted(text: string, size: number, width: number): string {
  const room = Math.max(1, Math.floor(width / (size * EM)));
  const characters = [...text];
  return characters.length <= room
    ? text
    : `${characters
        .slice(0, room - 1)
        .join('')
        .trimEnd()}…`;
}
