/** JSON as a value to walk: what the document is put together from. */
type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** zod's and our own literals as plain JSON: no `undefined`, no prototypes. */
export function asJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value));
}

/** A copy in which every text was put through `change`, with the key it lies under. */
export function mapTexts(value: JsonObject, change: (key: string, text: string) => string): JsonObject {
  const mapped = (item: Json, key: string): Json => {
    if (Array.isArray(item)) return item.map((one) => mapped(one, key));
    if (typeof item === 'object' && item !== null) return mapTexts(item, change);
    return typeof item === 'string' ? change(key, item) : item;
  };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapped(item, key)]));
}
