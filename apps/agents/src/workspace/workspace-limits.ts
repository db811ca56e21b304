/** What a workspace may hold, whatever an agent wants. */
export const workspaceLimits = {
  files: 500,
  fileBytes: 1_000_000,
  totalBytes: 5_000_000,
  pathLength: 200,
  pathDepth: 8,
};
