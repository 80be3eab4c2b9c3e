import { homedir, tmpdir } from 'node:os';
import { basename } from 'node:path';

/** Folders in which programs and data of a machine lie, and absolute paths of Windows. */
const ABSOLUTE = /(?<![\w/.:-])(?:\/(?:[\w.@+~-]+\/)+[\w.@+~-]*|[A-Za-z]:[\\/][^\s"'`;,]+)/g;

/** A text without paths of this machine: what lies in the portfolio by its path there, and all else by its last name. */
export function withoutPlaces(text: string, folder: string): string {
  if (!/[\\/]/.test(text)) return text;
  let shown = text.replaceAll(`${folder}/`, '').replaceAll(folder, 'the portfolio');
  for (const place of [process.cwd(), homedir(), tmpdir()])
    if (place.length > 1) shown = shown.replaceAll(`${place}/`, '…/');
  return shown.replaceAll(ABSOLUTE, (path) => `…/${basename(path.replaceAll('\\', '/'))}`);
}

const MOST = 8;

/** Where in this program an error arose: functions, files by their last names, and lines. Nothing of its message. */
export function framesOf({ stack = '' }: Error): readonly string[] {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return frames.slice(0, MOST).map((line) => {
    const [, name = '', place = ''] = /^\s+at (?:(.*?) \()?([^()]*)\)?$/.exec(line) ?? [];
    return [name, basename(place.replaceAll('\\', '/'))].filter((part) => part !== '').join(' ');
  });
}
