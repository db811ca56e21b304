import type { Rule } from 'eslint';
import type { Expression, Node, Pattern, PrivateIdentifier, SpreadElement, Super } from 'estree';

type Value = Expression | SpreadElement | Pattern | PrivateIdentifier | Super;

/** Called with an address as their first argument (`open` of a request: the second). */
const CALLS = new Map([
  ['fetch', 0],
  ['importScripts', 0],
  ['sendBeacon', 0],
  ['addModule', 0],
  ['register', 0],
]);
const CONSTRUCTED = new Set(['WebSocket', 'EventSource', 'Worker', 'SharedWorker', 'Audio', 'WebTransport']);
/** Properties and attributes whose address the page fetches. */
const FETCHED = new Set(['src', 'srcset', 'poster', 'action', 'formAction', 'backgroundImage']);

const longest = 300;

/**
 * ESLint rule: reports each address that a script loads as `<module or page> <address>`, by what it is relative to. What is
 * put together while it runs is caught in the browser, and stopped by the policy of published sites.
 */
export const scriptLoads: Rule.RuleModule = {
  meta: { schema: [] },
  create(context) {
    const report = (node: Node, value: Value | null | undefined, base: 'module' | 'page' = 'page') => {
      const url = value ? textOf(value) : undefined;
      if (url !== undefined) context.report({ node, message: `${base} ${url.slice(0, longest)}` });
    };
    return {
      ImportDeclaration: (node) => report(node, node.source, 'module'),
      ExportAllDeclaration: (node) => report(node, node.source, 'module'),
      ExportNamedDeclaration: (node) => report(node, node.source, 'module'),
      ImportExpression: (node) => report(node, node.source, 'module'),
      NewExpression(node) {
        if (CONSTRUCTED.has(nameOf(node.callee) ?? '')) report(node, node.arguments[0]);
      },
      CallExpression(node) {
        const name = nameOf(node.callee) ?? '';
        const at = CALLS.get(name);
        if (at !== undefined) report(node, node.arguments[at]);
        const [first, second] = node.arguments;
        if (name === 'open' && first && /^(GET|POST|PUT|HEAD|DELETE|PATCH)$/i.test(textOf(first) ?? ''))
          report(node, second);
        if (name === 'setAttribute' && first && FETCHED.has(textOf(first) ?? '')) report(node, second);
      },
      AssignmentExpression(node) {
        if (FETCHED.has(nameOf(node.left) ?? '')) report(node, node.right);
      },
    };
  },
};

/** Last name of `a.b.c`. */
function nameOf(node: Value): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression') return undefined;
  if (!node.computed && node.property.type === 'Identifier') return node.property.name;
  return textOf(node.property);
}

/** A text that stands in the code, of a template what is before its first value when that names a host. */
function textOf(node: Value): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type !== 'TemplateLiteral') return undefined;
  const text = node.quasis[0]?.value.cooked ?? '';
  if (node.expressions.length === 0) return text;
  return /^(\w+:)?\/\/[^/]+/.test(text) ? text : undefined;
}
