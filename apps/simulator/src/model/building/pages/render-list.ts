import type { Section } from '../content/content.js';
import { escapeHtml as text } from './html.js';
import type { PageWords } from './page-words.js';

/** The list of an app: entries live in the browser, and what happens is said aloud to those who cannot see it. */
export function renderList({ id, list }: Extract<Section, { type: 'list' }>, words: PageWords): string {
  const { tasks } = words;
  return `<div class="tasks" data-tasks="${id}" data-left="${text(list.left)}" data-left-one="${text(list.leftOne)}" data-added="${text(tasks.added)}" data-removed="${text(tasks.removed)}" data-finished="${text(tasks.finished)}" data-reopened="${text(tasks.reopened)}">
  <form class="tasks-add" data-tasks-add>
    <label for="${id}-new">${text(list.label)}</label>
    <div class="tasks-row">
      <input id="${id}-new" name="text" type="text" maxlength="200" autocomplete="off" placeholder="${text(list.placeholder)}" required>
      <button class="button" type="submit">${text(list.add)}</button>
    </div>
  </form>
  <div class="tasks-bar">
    <div class="filters" role="group" aria-label="${text(words.filter)}">
      <button class="filter" type="button" data-filter="all" aria-pressed="true">${text(words.all)}</button>
      <button class="filter" type="button" data-filter="open" aria-pressed="false">${text(tasks.open)}</button>
      <button class="filter" type="button" data-filter="done" aria-pressed="false">${text(tasks.done)}</button>
    </div>
    <p class="tasks-left" data-tasks-left></p>
  </div>
  <ul class="tasks-list" data-tasks-list></ul>
  <p class="tasks-empty" data-tasks-empty>${text(list.empty)}</p>
  <button class="button button-quiet tasks-clear" type="button" data-tasks-clear hidden>${text(tasks.clear)}</button>
  <p class="heard" role="status" data-tasks-news></p>
  <template data-tasks-entry>
    <li class="task">
      <label class="task-label"><input class="task-check" type="checkbox"><span class="task-text">…</span></label>
      <button class="task-button" type="button" data-edit>${text(tasks.edit)}</button>
      <button class="task-button" type="button" data-remove>${text(tasks.remove)}</button>
    </li>
  </template>
  <template data-tasks-editor>
    <form class="task-editor">
      <input type="text" maxlength="200" aria-label="${text(tasks.edit)}" required>
      <button class="task-button" type="submit">${text(tasks.save)}</button>
    </form>
  </template>
</div>`;
}
