/** Prefix of every Graph call: any version, as the real API takes them. */
export const GRAPH_PATH = ':version(^v\\d+\\.\\d+$)';
