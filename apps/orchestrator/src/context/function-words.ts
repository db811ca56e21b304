/** Words that carry grammar and no matter, in the languages served, without accents. */
export const functionWords: ReadonlySet<string> = new Set(
  `a al algo ante aqui asi como con cual cuando cuanto cuantos cuanta de del desde donde el ella ellos en entonces era eran es esa ese eso esta
este esto estan fue ha hace hay la las le les lo los mas me mi mis muy nada ni no nos o otra otro para pero por porque pues que quien se ser si
sin sobre son su sus tambien te tiene tienen tu tus un una unas unos va vale y ya yo hola gracias favor
ao aos ate com da das dele dela do dos e ela eles em entao essa esse esta este isso isto ja mas meu minha meus minhas muito na nao nas
nem no nos num numa os ou pela pelo pra pro qual quais quando quanto quantos quem sai sao se sem seu sua tem tenho tudo um uma voce voces oi obrigado
obrigada
am an and any are as at be been but by can could did do does for from had has have he her here hers him his how i if in into is it its just
me my no not of on or our ours out she should so some than that the their them then there these they this those to too was we were what when
where which who why will with would you your yours hi hello thanks please ok`.split(/\s+/u),
);
