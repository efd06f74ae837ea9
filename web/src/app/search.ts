/** Search parameters of a route: the keys that it knows, everything else dropped. */

export function searchOf<T extends object>(keys: (keyof T & string)[]) {
  return (given: Record<string, unknown>): T =>
    Object.fromEntries(keys.filter((k) => given[k] !== undefined && given[k] !== '').map((k) => [k, given[k]])) as T
}
