/** Letters that Unicode does not take apart. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** Words behind a name that say which form of company it is, as they stand once dots and spaces are gone. */
const FORMS = new Set(
  [
    'llc lc inc incorporated corp corporation co company ltd limited llp lp lllp plc pllc pc pbc privatelimited pteltd ptyltd',
    'gmbh ggmbh mbh ug haftungsbeschrankt ag kg kgaa ohg gbr ek ev eg se',
    'sarl eurl sas sasu sa sci snc srl spa sl slu sadecv lda ltda',
    'bv nv vof oy oyj ab as asa aps sro zoo spzoo kft zrt doo ou uab sia sdnbhd pty pte pvt kk',
  ]
    .join(' ')
    .split(' '),
);
const LONGEST_FORM = 5;

/** The words of a name in lower case, without diacritics and punctuation; dots and apostrophes join what they part. */
export function plainWords(name: string): string[] {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/[.'’`´]/g, '')
    .replace(/[&+]/g, ' and ');
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

interface Parts {
  /** What is left once the legal form is taken off. */
  readonly own: readonly string[];
  readonly form: string;
}

function partsOf(name: string): Parts {
  let own = plainWords(name);
  const form: string[] = [];
  for (let taken = formAtEnd(own); taken > 0; taken = formAtEnd(own)) {
    form.unshift(...own.slice(-taken));
    own = own.slice(0, -taken);
  }
  return { own, form: form.filter((word) => word !== 'and').join('') };
}

/** How many words at the end are a legal form, or the `and` before one; a name is never all form. */
function formAtEnd(words: readonly string[]): number {
  if (words.length > 1 && words.at(-1) === 'and') return 1;
  for (let taken = Math.min(LONGEST_FORM, words.length - 1); taken > 0; taken--)
    if (FORMS.has(words.slice(-taken).join(''))) return taken;
  return 0;
}

/** What two spellings of one client share: `Bluefin Marine, LLC` and `BLUEFIN-MARINE` are `bluefinmarine`; '' for no name. */
export function clientKey(name: string): string {
  return partsOf(name).own.join('');
}

/** True where spellings of one key name different legal forms: `Acme LLC` and `Acme Inc` may be two companies. */
export function formsDiffer(names: readonly string[]): boolean {
  return new Set(names.map((name) => partsOf(name).form).filter((form) => form !== '')).size > 1;
}

/**
 * True for names of different clients that may be one: a letter or two apart, or one the beginning of the other
 * (`Bluefin`, `Bluefin Marine`). Names whose numbers differ are meant to differ.
 */
export function nearlyAlike(a: string, b: string): boolean {
  const [left, right] = [partsOf(a).own, partsOf(b).own];
  const [one, other] = [left.join(''), right.join('')];
  const numbers = (text: string): string => text.replace(/\P{N}+/gu, ' ').trim();
  if (one === other || numbers(one) !== numbers(other)) return false;
  const shorter = Math.min(one.length, other.length);
  if (shorter < SHORT) return false;
  return beginsWith(left, right) || beginsWith(right, left) || within(one, other, shorter < LONG ? 1 : 2);
}

/** Shorter names than this are alike by chance; from the other length on, two letters may differ. */
const SHORT = 4;
const LONG = 8;

function beginsWith(words: readonly string[], start: readonly string[]): boolean {
  return start.length < words.length && start.every((word, at) => word === words[at]);
}

/** Whether at most so many letters must be put in, left out, changed or swapped with their neighbour. */
function within(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap = swapped ? (before[j - 2] ?? 0) + 1 : change;
      row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, change, swap));
    }
    if (Math.min(...row) > most) return false;
    [before, last] = [last, row];
  }
  return (last[b.length] ?? most + 1) <= most;
}
