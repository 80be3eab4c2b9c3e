import Database from 'libsql';
import type { Driver } from './driver.ts';

/** libsql: prebuilt for every platform of Node 20, with the synchronous interface of better-sqlite3. */
export function openLibsql(path: string): Driver {
  const database = new Database(path);
  return {
    name: 'libsql',
    exec: (sql) => {
      database.exec(sql);
    },
    prepare: (sql) => {
      const statement = database.prepare(sql);
      // As one list: a single value that is an object would be taken for named parameters.
      return {
        run: (values) => statement.run([...values]).changes,
        get: (values) => statement.get([...values]),
        all: (values) => statement.all([...values]),
      };
    },
    close: () => {
      database.close();
    },
  };
}
