/** Reads what one source file imports, calls and defines, from its syntax tree rather than its text. */
import { parseSync } from 'vite';

export interface Import {
  specifier: string;
  /** Erased when compiled. */
  typeOnly: boolean;
}

interface ParsedModule {
  imports: Import[];
  /** Calls that read a clock, a die or the outside, as they are written. */
  impure: string[];
  functions: SourceFunction[];
}

export interface SourceFunction {
  name: string;
  /** From its first line to its last, whatever they hold. */
  lines: number;
}

const IMPURE_MEMBERS = [
  'Date.now',
  'Math.random',
  'performance.now',
  'crypto.randomUUID',
  'crypto.getRandomValues',
];
const IMPURE_GLOBALS = ['fetch', 'setTimeout', 'setInterval', 'queueMicrotask'];
/** The typed client is handed its `fetch`; naming the default there is its one touch of the platform. */
const MAY_FETCH = 'shared/contract/client.ts';

const FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

export type Node = Record<string, unknown> & { type: string };

/** Path inside the repository → what the file holds. */
export type Modules = ReadonlyMap<string, ParsedModule>;

export function parseModules(sources: ReadonlyMap<string, string>): Modules {
  return new Map([...sources].map(([path, text]) => [path, parseModule(path, text)]));
}

export function functionsOf(modules: Modules): (SourceFunction & { path: string })[] {
  return [...modules].flatMap(([path, { functions }]) => functions.map((found) => ({ path, ...found })));
}

function parseModule(path: string, text: string): ParsedModule {
  const { program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error) throw new Error(`${path}: ${error.message}`);
  const parsed: ParsedModule = { imports: [], impure: [], functions: [] };
  for (const [node, parent] of nodes(program)) {
    const imported = importOf(node);
    if (imported) parsed.imports.push(imported);
    const impure = impureCall(node);
    if (impure && !(impure === 'fetch' && path === MAY_FETCH)) parsed.impure.push(impure);
    if (FUNCTIONS.includes(node.type)) {
      parsed.functions.push({ name: nameOf(node, parent), lines: linesOf(node, text) });
    }
  }
  return parsed;
}

function importOf(node: Node): Import | null {
  const source = node.source;
  if (!isNode(source) || typeof source.value !== 'string') return null;
  const specifier = source.value;
  if (node.type === 'TSImportType') return { specifier, typeOnly: true };
  if (node.type === 'ImportExpression') return { specifier, typeOnly: false };
  if (node.type === 'ImportDeclaration') {
    const names = list(node.specifiers);
    const allTypes = names.length > 0 && names.every((name) => name.importKind === 'type');
    return { specifier, typeOnly: node.importKind === 'type' || allTypes };
  }
  if (node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration') {
    return { specifier, typeOnly: node.exportKind === 'type' };
  }
  return null;
}

function impureCall(node: Node): string | null {
  const callee = node.callee;
  if (!isNode(callee)) return null;
  if (node.type === 'NewExpression') {
    return callee.name === 'Date' && list(node.arguments).length === 0 ? 'new Date()' : null;
  }
  if (node.type !== 'CallExpression') return null;
  const name = written(callee);
  if (name === 'Date') return 'Date()';
  return [...IMPURE_MEMBERS, ...IMPURE_GLOBALS].find((impure) => impure === name) ?? null;
}

/** `a` or `a.b`, with `globalThis.` taken off. */
function written(callee: Node): string {
  if (callee.type === 'Identifier') return String(callee.name);
  const { object, property } = callee;
  if (callee.type !== 'MemberExpression' || !isNode(object) || !isNode(property)) return '';
  const last = String(property.name ?? property.value);
  const first = written(object);
  return first === 'globalThis' ? last : `${first}.${last}`;
}

/** Its own name, else that of the variable or property that holds it. */
function nameOf(node: Node, parent: Node | null): string {
  const named = [node.id, parent?.id, parent?.key].find(isNode);
  return String(named?.name ?? named?.value ?? '(unnamed)');
}

function linesOf({ start, end }: Node, text: string): number {
  return text.slice(Number(start), Number(end)).split('\n').length;
}

/** Every node with the one that holds it. */
export function* nodes(value: unknown, parent: Node | null = null): Generator<[Node, Node | null]> {
  if (Array.isArray(value)) {
    for (const item of value) yield* nodes(item, parent);
  } else if (typeof value === 'object' && value !== null) {
    const node = isNode(value) ? value : parent;
    if (isNode(value)) yield [value, parent];
    for (const child of Object.values(value)) yield* nodes(child, node);
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

export function list(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}
