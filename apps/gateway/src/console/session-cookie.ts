const NAME = 'parley_console';

interface CookieOptions {
  maxAgeMs: number;
  /** Browsers then send it over TLS only. */
  isSecure: boolean;
}

/** No script reads it, and no other site makes a browser send it. */
export function sessionCookie(value: string, { maxAgeMs, isSecure }: CookieOptions): string {
  const life = `Max-Age=${Math.floor(maxAgeMs / 1_000)}`;
  const parts = [`${NAME}=${value}`, 'Path=/console', 'HttpOnly', 'SameSite=Strict', life];
  return (isSecure ? [...parts, 'Secure'] : parts).join('; ');
}

export function readSessionCookie(header: string | undefined): string | undefined {
  const cookies = (header ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(`${NAME}=`))?.slice(NAME.length + 1);
}
