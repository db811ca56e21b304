import { all, boolean, type Check, invalid, missing, object, optional, text } from './checks.js';

interface Allowed {
  isCaptionAllowed?: boolean;
  isFilenameAllowed?: boolean;
  isVoiceAllowed?: boolean;
}

const URL_MAX = 2_048;

/** A media object: an uploaded id or a public link, never both. */
export const mediaNode = ({
  isCaptionAllowed = true,
  isFilenameAllowed = false,
  isVoiceAllowed = false,
}: Allowed = {}): Check =>
  all(
    object({
      id: optional(text({ max: 64, pattern: /^\d+$/, code: 131009 })),
      link: optional(text({ max: URL_MAX, pattern: /^https?:\/\/\S+$/, code: 131009 })),
      ...(isCaptionAllowed && { caption: optional(text({ max: 1_024, min: 0 })) }),
      ...(isFilenameAllowed && { filename: optional(text({ max: 240, min: 0 })) }),
      ...(isVoiceAllowed && { voice: optional(boolean) }),
    }),
    hasOneSource,
  );

function hasOneSource(value: unknown, path: string) {
  const { id, link } = value as { id?: string; link?: string };
  if (id === undefined && link === undefined) return missing(`${path}['id'] or ${path}['link']`);
  return id !== undefined && link !== undefined ? invalid(`Param ${path} must not have both id and link.`) : undefined;
}
