/** Words that frame a question about products and do not name one. */
const frame = new Set(
  `y compara comparar compare compara-me diferencia difference diferenca between entre cual which better mejor melhor foto fotos photo photos picture pictures
   imagen imagenes imagem imagens than menos under below less hasta euros euro mejores versus vs more mas mais
   a al algo algun alguna algunos an and any add agrega agregame anade anademe adiciona at ate busco buscar buscando can carrito carrinho carta
   cart catalogo catalogue catalog coloca com como comprar compra con cual cuanto cuanta cuesta cuestan custa custam da dame de del desde do does dois
   dos duas e el ella em en encargar es esa ese eso esta este estao favor find for from give gostaria has have hay hello hi hola how i i'd i'll is it la
   las le like lista lo looking los llevo me menu mi mis modelo mostra mostrar mostre much muestra muestrame my na necesito need no nos o of oi ola on one
   order os out para pedir please pode podem podria poderia pon ponme por porfa posso precio precios preco precos preciso price prices procuro
   producto productos produto produtos products puedo que quais qual quanto queria querida quero quiero quisiera s sale search see sell show some
   su sus te tem temos tendran tenes tienen tienes tiene the there to tres two un una unas uno unos uma uns vale valen vem vende vendem venden ver
   voce voces vcs vc want what which with y you your yours three four five six cuatro quatro cinco seis ten diez dez`.split(
    /\s+/,
  ),
);

/** What a normalised text names: without greetings, verbs, numbers and prices. */
export function searchWords(plain: string): string {
  const words = (plain.match(/[\p{L}\p{N}'-]+/gu) ?? []).filter((word) => !frame.has(word) && !/^\d+$/.test(word));
  return words.join(' ').slice(0, 120);
}
