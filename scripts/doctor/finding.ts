/** What the doctor says about one thing that was looked at. */
export interface Finding {
  /** What it is about, such as `redis` or `webhook`. */
  about: string;
  level: 'well' | 'warning' | 'fault';
  /** In plain words; never a secret. */
  says: string;
  /** What to do about it. */
  advice?: string;
}

export const well = (about: string, says: string): Finding => ({ about, level: 'well', says });
export const warning = (about: string, says: string, advice: string): Finding => ({
  about,
  level: 'warning',
  says,
  advice,
});
export const fault = (about: string, says: string, advice: string): Finding => ({
  about,
  level: 'fault',
  says,
  advice,
});
