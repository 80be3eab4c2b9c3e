import type { Position, Problem } from '../core/problem.ts';
import { problem } from './codes.ts';
import type { Tree } from './tree.ts';

/** Forms that a provider's keys have. Each is anchored by a literal prefix, so none is slow. */
const FORMS: readonly RegExp[] = [
  /\b(?:sk|rk)_(?:live|test)_\w{8,}/,
  /\bwhsec_\w{8,}/,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/,
  /\bgh[opsu]_\w{30,}|\bgithub_pat_\w{20,}/,
  /\bxox[abeprs]-[\w-]{10,}/,
  /\bAIza[\w-]{30,}/,
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/,
  // A password inside an address: https://anna:password@example.com
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{1,100}:[^\s/@]{1,100}@/i,
];

const NAMES = /(?:^|_)(?:password|passwd|passphrase|pwd|secret|token|credentials?|(?:api|access|secret|private)_?key)$/;

/** Where an AWS secret access key may stand: 40 letters, digits, / and +. */
const FORTY = /(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/g;

/** True when forty signs are as mixed as a key is; words and paths have longer runs of small letters. */
function isMixed(forty: string): boolean {
  return /\d/.test(forty) && /[A-Z]/.test(forty) && !/[a-z]{8}/.test(forty) && new Set(forty).size >= 20;
}

function secretIn(text: string): string | undefined {
  const found = FORMS.map((form) => form.exec(text)?.[0]).find((match) => match !== undefined);
  return found ?? text.match(FORTY)?.find(isMixed);
}

function isSecretName(key: string): boolean {
  return NAMES.test(key.toLowerCase().replaceAll('-', '_'));
}

/** The first letters, enough to know which key it is. */
function masked(secret: string): string {
  return `${secret.slice(0, 4)}…`;
}

const ADVICE = {
  expected: 'secrets only in the environment or in an AWS parameter store',
  mend: 'remove it here, and renew it if this file was shared',
} as const;

/** Every secret in the tree, shown masked. A shared alias is looked at once. */
export function secretProblems(root: Tree): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<unknown>();
  const refuse = (at: Position, message: string): void => void problems.push(problem('secret', at, message, ADVICE));
  const look = (tree: Tree): void => {
    const contents = tree.kind === 'map' ? tree.entries : tree.kind === 'list' ? tree.items : tree;
    if (seen.has(contents)) return;
    seen.add(contents);
    if (tree.kind === 'scalar') {
      const secret = typeof tree.value === 'string' ? secretIn(tree.value) : undefined;
      if (secret !== undefined) refuse(tree.at, `a secret (${masked(secret)}) stands here`);
    } else if (tree.kind === 'list') tree.items.forEach(look);
    else {
      for (const [key, entry] of tree.entries) {
        if (isSecretName(key) || secretIn(key) !== undefined) refuse(entry.key, 'this key names or holds a secret');
        else look(entry.tree);
      }
    }
  };
  look(root);
  return problems;
}

/** The problem without any secret that its words quote. */
export function withoutSecrets(found: Problem): Problem {
  const clean = (text: string): string => {
    let rest = text;
    for (const form of FORMS) rest = rest.replaceAll(new RegExp(form.source, `${form.flags}g`), masked);
    return rest.replaceAll(FORTY, (forty) => (isMixed(forty) ? masked(forty) : forty));
  };
  const { message, expected, mend } = found;
  return {
    ...found,
    message: clean(message),
    ...(expected === undefined ? {} : { expected: clean(expected) }),
    ...(mend === undefined ? {} : { mend: clean(mend) }),
  };
}
