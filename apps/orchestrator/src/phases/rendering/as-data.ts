/**
 * What a person or another agent wrote, between marks that it cannot close: it is material for whoever reads it, never
 * an instruction. Agents are told so by their prompts.
 */
export function asData(name: string, text: string, maxLength: number): string {
  const bounded = text.length <= maxLength ? text : `${text.slice(0, maxLength).toWellFormed()} […]`;
  return `<data name="${name}">${bounded.replace(/<(?=\s*\/?\s*data\b)/gi, '&lt;')}</data>`;
}
