// Collections that stay on this device. Without storage, in private windows for one, they last as long as the page.
window.store = (() => {
  const key = `site:${location.pathname.replace(/[^/]*$/, '')}`;
  let memory = {};

  const load = () => {
    try {
      const saved = JSON.parse(localStorage.getItem(key) ?? '{}');
      memory = saved !== null && typeof saved === 'object' && !Array.isArray(saved) ? saved : {};
    } catch {
      // What cannot be read is left alone, and what is in memory counts.
    }
    return memory;
  };

  const save = (collection, items) => {
    memory = { ...memory, [collection]: items };
    try {
      localStorage.setItem(key, JSON.stringify(memory));
    } catch {
      // Full or forbidden: the page works on with what is in memory.
    }
  };

  const all = (collection) => {
    const items = load()[collection];
    return Array.isArray(items) ? items : [];
  };

  return {
    all,
    add(collection, item) {
      const added = { ...item, id: `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}` };
      save(collection, [...all(collection), added]);
      return added;
    },
    update(collection, id, changes) {
      const items = all(collection).map((item) => (item.id === id ? { ...item, ...changes, id } : item));
      save(collection, items);
      return items.find((item) => item.id === id);
    },
    remove(collection, id) {
      save(
        collection,
        all(collection).filter((item) => item.id !== id),
      );
    },
  };
})();
