/** Where the code names sentences of the catalogue, read from its syntax trees: which keys, with which gaps filled. */
import { parseSync } from 'vite';
import { isNode, list, type Node, nodes } from '../house/module.ts';

export interface Use {
  path: string;
  /** Keys as they are written; `*` stands for what is put in at run time. */
  keys: string[];
  /** Names of the values that are given along; null where they cannot be read from the source. */
  values: string[] | null;
}

/** `isKey`: tells keys from other texts. */
export function usesIn(path: string, text: string, isKey: (text: string) => boolean): Use[] {
  const { program } = parseSync(path, text);
  const uses: Use[] = [];
  const taken = new Set<Node>();
  const named = (node: unknown): string[] => {
    const found: string[] = [];
    for (const [each] of nodes(node)) {
      const key = textOf(each);
      if (key === null || taken.has(each) || !isKey(key)) continue;
      taken.add(each);
      found.push(key);
    }
    return found;
  };
  const use = (node: unknown, values: string[] | null): void => {
    const keys = named(node);
    if (keys.length > 0) uses.push({ path, keys, values });
  };
  const all = [...nodes(program)].map(([node]) => node);
  for (const node of all) {
    const phrase = isPhrase(node);
    if (phrase) use(phrase.key, namesOf(phrase.values, all));
    const [key, values] = isNode(node.callee) && node.callee.name === 't' ? list(node.arguments) : [];
    if (key) use(key, values ? namesOf(values, all) : []);
  }
  for (const node of all) if (textOf(node) !== null && !taken.has(node)) use(node, []);
  return uses;
}

/** Sentences that stand in the code in several languages, where only the catalogue has any. */
export function pairsIn(path: string, text: string, locales: readonly string[]): string[] {
  const found: string[] = [];
  for (const [node] of nodes(parseSync(path, text).program)) {
    const properties = node.type === 'ObjectExpression' ? list(node.properties) : [];
    const names = properties.map(({ key }) => (isNode(key) ? String(key.name) : ''));
    const isPair = names.length > 1 && names.every((name) => locales.includes(name));
    const texts = properties.flatMap(({ value }) => (isNode(value) ? (textOf(value) ?? []) : []));
    if (isPair && texts.length > 0) found.push(`${path}: ${texts.join(' | ')}`);
  }
  return found;
}

function isPhrase(node: Node): { key: unknown; values: Node } | null {
  if (node.type !== 'ObjectExpression') return null;
  const of = (name: string): unknown =>
    list(node.properties).find(({ key }) => isNode(key) && key.name === name)?.value;
  const values = of('values');
  return isNode(values) && of('key') !== undefined ? { key: of('key'), values } : null;
}

/** Of an object, or of the one constant of that name in the file. */
function namesOf(values: Node, all: readonly Node[]): string[] | null {
  if (values.type === 'Identifier') {
    const [made, ...others] = all.filter(
      ({ type, id }) => type === 'VariableDeclarator' && isNode(id) && id.name === values.name,
    );
    return made && others.length === 0 && isNode(made.init) && made.init.type === 'ObjectExpression'
      ? namesOf(made.init, all)
      : null;
  }
  if (values.type !== 'ObjectExpression') return null;
  return list(values.properties).map(({ key }) => (isNode(key) ? String(key.name ?? key.value) : '…'));
}

function textOf(node: Node): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type !== 'TemplateLiteral') return null;
  return list(node.quasis)
    .map(({ value }) => (typeof value === 'object' && value && 'cooked' in value ? String(value.cooked) : ''))
    .join('*');
}
