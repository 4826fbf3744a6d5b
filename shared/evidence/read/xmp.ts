/** The few XMP properties that rules ask for, read by local name: prefixes and nesting differ by writer. */

/** First value of a property, written as attribute, element, resource or list item. */
export function xmpValue(xmp: string, name: string): string | null {
  return xmpValues(xmp, name)[0] ?? null;
}

export function xmpValues(xmp: string, name: string): string[] {
  const values: string[] = [];
  const asAttribute = new RegExp(`[\\s:]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'g');
  for (const match of xmp.matchAll(asAttribute)) values.push(match[1] ?? match[2] ?? '');
  const opening = new RegExp(`<(?:[\\w.-]+:)?${name}(?=[\\s>/])[^>]{0,2000}>`, 'g');
  for (const match of xmp.matchAll(opening)) {
    const resource = /resource\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(match[0]);
    if (resource) values.push(resource[1] ?? resource[2] ?? '');
    if (match[0].endsWith('/>')) continue;
    const from = match.index + match[0].length;
    // To the end tag of this property; what lies between may be wrapped in rdf:Alt and rdf:li.
    const end = xmp.slice(from).search(new RegExp(`</(?:[\\w.-]+:)?${name}\\s*>`));
    if (end >= 0) values.push(xmp.slice(from, from + end).replace(/<[^>]*>/g, ' '));
  }
  return values.map((value) => unescaped(value).replace(/\s+/g, ' ').trim()).filter((value) => value !== '');
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescaped(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
