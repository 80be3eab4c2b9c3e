const LOOKED_AT = 400;
const DIRECTIVE =
  /^\d{4}[-/]\d{1,2}[-/]\d{1,2}[ \t]+(?:(?:open|close|balance|pad|note|document) +[\p{Lu}\p{Lo}]|(?:commodity|price) +[A-Z]|(?:event|query|custom|txn) +"|[*!] +")/u;
const OPTION = /^(?:option|plugin)[ \t]+"[^"]*"|^(?:pushtag|poptag)[ \t]+#/;
/** Journals may quote what they include, too. */
const INCLUDE = /^include[ \t]+"[^"]*"/;
/** What begins a line in journals of hledger and ledger, and never in beancount's. */
const JOURNAL = /^(?:account |alias |apply |decimal-mark |P \d|D \S|~ |= |year \d|payee |tag [^"])/;

/** How surely a file's beginning is beancount's: certain for its directives and options, 0 for journals of hledger and ledger. */
export function recognises(head: Uint8Array, name: string): number {
  const lines = new TextDecoder().decode(head).split(/\r?\n/, LOOKED_AT);
  const named = /\.(?:beancount|bean)$/i.test(name);
  if (lines.some((line) => DIRECTIVE.test(line) || OPTION.test(line))) return 1;
  if (lines.some((line) => JOURNAL.test(line)) || /\.(?:journal|hledger|ledger|lgr|j)$/i.test(name)) return 0;
  return named || lines.some((line) => INCLUDE.test(line)) ? 0.6 : 0;
}
