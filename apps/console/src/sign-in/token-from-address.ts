/** The launcher prints an address with the token behind its #; it is taken out of the address before anything else happens. */
export function takeTokenFromAddress(): string {
  const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
  if (token) history.replaceState(null, '', location.pathname);
  return token;
}
