import type { Driver } from './driver.ts';

/** A connection to a file that is there, or to `:memory:`. */
export async function openDriver(path: string, wanted?: Driver['name']): Promise<Driver> {
  if (wanted !== 'libsql') {
    const { openNodeSqlite } = await import('./node-sqlite.ts');
    const driver = openNodeSqlite(path);
    if (driver) return driver;
    if (wanted) throw new Error('This runtime has no node:sqlite');
  }
  const { openLibsql } = await import('./libsql.ts');
  return openLibsql(path);
}
