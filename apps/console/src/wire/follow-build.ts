import type { BuildNews } from './build-contract.js';
import { followLine, type Line } from './follow-line.js';

export type NewsOfBuild = Extract<BuildNews, { build: unknown }>;

export interface BuildFollower {
  onNews(news: NewsOfBuild): void;
  onLine(line: Line): void;
  /** The stream was refused: the session may have ended, or the build may be gone. */
  onRefused(): void;
}

/** Listens to one build until the returned function ends it; it comes whole first, and again after every break. */
export function followBuild(id: string, follower: BuildFollower): () => void {
  const tell = (data: string): void => follower.onNews(JSON.parse(data) as NewsOfBuild);
  return followLine(`/console/api/builds/${encodeURIComponent(id)}/stream`, {
    news: { state: tell, change: tell },
    onLine: (line) => follower.onLine(line),
    onRefused: () => follower.onRefused(),
  });
}
