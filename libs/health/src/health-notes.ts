/** What parts of this process tell whoever reads a probe. They say nothing about whether it is ready. */
class HealthNotes {
  private readonly notes = new Map<string, () => object>();

  /** Shows what `read` gives under this name, until the result is called; the last one of a name counts. */
  show(name: string, read: () => object): () => void {
    this.notes.set(name, read);
    return () => {
      if (this.notes.get(name) === read) this.notes.delete(name);
    };
  }

  list(): { name: string; note: object }[] {
    return [...this.notes].map(([name, read]) => ({ name, note: read() }));
  }
}

export const healthNotes = new HealthNotes();
