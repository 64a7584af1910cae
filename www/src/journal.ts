// The journals of runs: what a run writes down, in IndexedDB, and the lock that lets only one tab carry it on. A browser that
// denies either rejects, and the run cannot be resumed then. It must never read what it keeps: that is the module's job.

/** What was written at one time for one run. */
interface Page {
  /** A digest of the account that made the run. */
  owner: string;
  run: string;
  at: number;
  entries: string[];
}

const DATABASE = "dep-enroll";
const STORE = "runs";
const LOCK = "dep-enroll:run:";

/** Milliseconds for which a journal is kept. */
const KEPT = 30 * 24 * 3600 * 1000;

/** Milliseconds after which an entry that could not be written is tried once more. */
const AGAIN_AFTER = 1000;

/** The locks that this tab holds, by run: each ends when its function is called. */
const held = new Map<string, () => void>();

/** The error of a browser that does not store. */
function denied(cause: unknown): Error {
  return new Error("dep-enroll: the browser keeps no journal", { cause });
}

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore(STORE, { autoIncrement: true });
      store.createIndex("owner", "owner");
      store.createIndex("run", ["owner", "run"]);
      store.createIndex("at", "at");
    };
    request.onsuccess = () => {
      const database = request.result;
      // Whoever deletes the site's data need not wait for this page.
      const close = () => {
        database.close();
        opened = undefined;
      };
      database.onversionchange = close;
      database.onclose = close;
      resolve(database);
    };
    request.onerror = () => reject(denied(request.error));
    request.onblocked = () => reject(new Error("blocked"));
  }).catch((reason: unknown) => {
    opened = undefined;
    throw reason;
  });
  return opened;
}

/**
 * Whether this browser may have journals: a page without any must not make a database. A note in the local storage would not do,
 * because a browser that dies loses the last seconds of it.
 */
async function mayHaveSome(): Promise<boolean> {
  // Browsers before 2024 cannot list them.
  const listed = (indexedDB as Partial<IDBFactory>).databases?.bind(indexedDB);
  return !listed || (await listed()).some(({ name }) => name === DATABASE);
}

/** Does something with the store, and resolves when it is done for good. */
async function change(work: (store: IDBObjectStore) => void): Promise<void> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, "readwrite", { durability: "strict" });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(denied(transaction.error));
    work(transaction.objectStore(STORE));
  });
}

/** Deletes what an index has in a range. */
function remove(store: IDBObjectStore, index: string, range: IDBKeyRange): void {
  store.index(index).openKeyCursor(range).onsuccess = ({ target }) => {
    const cursor = (target as IDBRequest<IDBCursor | null>).result;
    if (!cursor) return;
    store.delete(cursor.primaryKey);
    cursor.continue();
  };
}

/** The journals, as the module calls them. */
export const journal = {
  /** Takes the lock of a run for this tab; `false` if another tab has it. */
  hold(run: string): Promise<boolean> {
    if (held.has(run)) return Promise.resolve(true);
    return new Promise((resolve, reject) => {
      navigator.locks
        .request(LOCK + run, { ifAvailable: true }, (lock) => {
          resolve(lock !== null);
          if (lock) return new Promise<void>((release) => held.set(run, release));
          return undefined;
        })
        .catch(reject);
    });
  },

  /** Gives the lock of a run back. */
  release(run: string): void {
    held.get(run)?.();
    held.delete(run);
  },

  /**
   * Writes entries behind those that a run has. A browser that dies takes its databases away from a page that lives a moment
   * longer, and the page must not use this moment to send what is not written down: so the first failure is waited out.
   */
  async append(owner: string, run: string, entries: string[]): Promise<void> {
    const page: Page = { owner, run, at: Date.now(), entries };
    const write = (): Promise<void> => change((store) => void store.add(page));
    try {
      await write();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
      await write();
    }
  },

  /** Every run of an account: whether a tab holds it, then its entries in their order. Deletes what is too old. */
  async read(owner: string): Promise<[boolean, ...string[]][]> {
    if (!(await mayHaveSome())) return [];
    await change((store) => remove(store, "at", IDBKeyRange.upperBound(Date.now() - KEPT)));
    const database = await open();
    const pages = await new Promise<Page[]>((resolve, reject) => {
      const request = database.transaction(STORE).objectStore(STORE).index("owner").getAll(owner);
      request.onsuccess = () => resolve(request.result as Page[]);
      request.onerror = () => reject(denied(request.error));
    });
    const { held: locks = [] } = await navigator.locks.query();
    const names = new Set(locks.map(({ name }) => name));
    const runs = new Map<string, [boolean, ...string[]]>();
    for (const { run, entries } of pages) {
      const all = runs.get(run) ?? [names.has(LOCK + run)];
      all.push(...entries);
      runs.set(run, all);
    }
    return [...runs.values()];
  },

  /** Deletes the journal of a run. */
  remove(owner: string, run: string): Promise<void> {
    return change((store) => remove(store, "run", IDBKeyRange.only([owner, run])));
  },
};
