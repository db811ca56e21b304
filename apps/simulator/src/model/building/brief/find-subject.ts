const asking =
  /^[^.!?\n]*?\b(?:page|website|web ?site|site|web|p[aá]gina(?: web)?|sitio(?: web)?)\s+(?:for|about|on|of|para|sobre|de|del|da|do)\s+([^.!?\n]{3,120})/iu;
const ends =
  /,|;|\b(?:called|named|with|that|which|llamad[oa]|que se llam[ae]|con|que|chamad[oa]|que se chama|com|in (?:english|spanish|portuguese)|en (?:español|inglés|portugués)|em (?:português|espanhol|inglês))\b/iu;

/** What a page is to be about, in the words of the person: `a page about bees in winter` is about `bees in winter`. */
export function findSubject(request: string): string {
  const said = asking.exec(request)?.[1]?.split(ends)[0] ?? '';
  const words = said
    .trim()
    .replace(/^(?:my|our|the|an?|mi|nuestr[oa]|el|la|los|las|una?|meu|minha|o|os|as|uma?)\s+/iu, '')
    .replace(/[<>{}"]/g, '');
  return words.length <= 60 ? words : words.slice(0, 60).replace(/\s+\S*$/, '');
}
