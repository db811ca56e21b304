/** The viewer's own variant of a language, so that a clock in London does not say PM. */
export function localeOf(language: string, wished: readonly string[] = navigator.languages): string {
  return wished.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;
}
