/** A code of Xero's chart of accounts: up to ten letters and digits, with a digit among them. */
const CODE = /^(?=[\w.-]{0,9}\d)[\w.-]{1,10}$/;

/** `610 - Debtors` and `Debtors (610)` are Debtors with the code 610, whether or not a column says the code. */
export function readAccount(text: string, code: string): { readonly name: string; readonly code: string } {
  const dash = text.indexOf(' - ');
  const before = text.slice(0, Math.max(dash, 0));
  const open = text.endsWith(')') ? text.lastIndexOf(' (') : -1;
  const inside = open < 0 ? '' : text.slice(open + 2, -1);
  const matches = (found: string): boolean => CODE.test(found) && (code === '' || code === found);
  if (matches(before)) return { name: text.slice(dash + 3).trim(), code: before };
  if (matches(inside)) return { name: text.slice(0, open).trim(), code: inside };
  return { name: text, code };
}
