type Name = 'language' | 'theme' | 'operator' | 'details' | 'phases';

const keyOf = (name: Name): string => `parley-console-${name}`;

/** What this browser remembers of its operator's taste; null also where it may not remember anything. */
export function recall(name: Name): string | null {
  try {
    return localStorage.getItem(keyOf(name));
  } catch {
    return null;
  }
}

export function remember(name: Name, value: string): void {
  try {
    localStorage.setItem(keyOf(name), value);
  } catch {
    // A browser that forbids storage still works; it asks again next time.
  }
}
