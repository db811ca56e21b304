/** What a template may name beside outputs of phases. */
export const plainVariables = ['request', 'title', 'language', 'business', 'changes'] as const;

export interface Variable {
  /** As it is written, braces included. */
  words: string;
  /** What stands between the braces. */
  expression: string;
  /** Of `outputs.<phase>` and `outputs.<phase>.<field>`. */
  output?: { phase: string; field?: string };
}

const outputOf = /^outputs\.([a-z][a-z0-9-]*)(?:\.([a-zA-Z0-9_]+))?$/;

/** Every `{{…}}` of a template, well formed or not; an opening without its end counts as one. */
export function variablesOf(template: string): Variable[] {
  return [...template.matchAll(/\{\{([^{}]*)\}\}|\{\{/g)].map(([words, inside]) => {
    const expression = (inside ?? '').trim();
    const [, phase, field] = outputOf.exec(expression) ?? [];
    return {
      words,
      expression,
      ...(phase !== undefined && { output: { phase, ...(field !== undefined && { field }) } }),
    };
  });
}

/** The template with each variable as `valueOf` gives it. Values are not looked into: braces in them stay as they are. */
export const fillTemplate = (template: string, valueOf: (variable: Variable) => string): string =>
  template.replace(/\{\{[^{}]*\}\}/g, (words) => valueOf(variablesOf(words)[0]!));
