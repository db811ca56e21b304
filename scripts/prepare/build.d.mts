export function buildConfigs(repo: string): string[];
export function isBuilt(repo: string): boolean;
export function build(repo: string, options: { node: string; dataFolder: string }): Promise<void>;
