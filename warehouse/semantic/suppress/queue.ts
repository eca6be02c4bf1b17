/** A queue that gives the number with the least key first, and -1 when it is empty. */
export type Queue = {
  push(value: number, key: number): void;
  pop(): number;
  /** The key of what was popped last. */
  poppedKey(): number;
  clear(): void;
};

/** A binary heap. */
export function queue(): Queue {
  const values: number[] = [];
  const keys: number[] = [];
  let size = 0;
  let lastKey = 0;

  function push(value: number, key: number): void {
    let place = size++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if ((keys[parent] ?? 0) <= key) break;
      put(place, values[parent] ?? 0, keys[parent] ?? 0);
      place = parent;
    }
    put(place, value, key);
  }

  function pop(): number {
    if (size === 0) return -1;
    const first = values[0] ?? 0;
    lastKey = keys[0] ?? 0;
    size--;
    sink(values[size] ?? 0, keys[size] ?? 0);
    return first;
  }

  function sink(value: number, key: number): void {
    let place = 0;
    for (let child = 1; child < size; child = 2 * place + 1) {
      if (child + 1 < size && (keys[child + 1] ?? 0) < (keys[child] ?? 0)) child++;
      if ((keys[child] ?? 0) >= key) break;
      put(place, values[child] ?? 0, keys[child] ?? 0);
      place = child;
    }
    put(place, value, key);
  }

  function put(place: number, value: number, key: number): void {
    values[place] = value;
    keys[place] = key;
  }

  return {
    push,
    pop,
    poppedKey: () => lastKey,
    clear: () => {
      size = 0;
    },
  };
}
