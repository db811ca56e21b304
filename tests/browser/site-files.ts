/** A site that is small, works, and looks like one that people ask for. */
export const siteFiles = (accent: string): Record<string, string> => ({
  'index.html': `<!doctype html>
<html lang="es">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Panadería Sol</title>
    <link rel="stylesheet" href="styles.css" />
  </head>
  <body>
    <header><p>Panadería Sol</p><nav><a href="#pan">Pan</a> <a href="#horario">Horario</a></nav></header>
    <main>
      <h1>Pan de masa madre,<br />recién hecho cada mañana</h1>
      <p>Hogazas, cruasanes y empanadas del barrio desde temprano.</p>
      <a class="button" href="#pan">Ver la carta</a>
      <ul id="pan"><li>Hogaza de centeno</li><li>Cruasán de mantequilla</li><li>Empanada gallega</li></ul>
    </main>
    <script src="app.js"></script>
  </body>
</html>
`,
  'styles.css': `:root {
  --accent: ${accent};
  --ground: #fff8ef;
}

body {
  margin: 0;
  background: var(--ground);
  color: #3b2a1a;
  font: 18px/1.6 Georgia, serif;
}

header {
  display: flex;
  justify-content: space-between;
  padding: 8px 6vw;
  background: var(--accent);
  color: #fff;
}

header a {
  color: inherit;
}

main {
  padding: 6vh 6vw;
}

h1 {
  font-size: clamp(30px, 6vw, 56px);
  line-height: 1.1;
}

.button {
  display: inline-block;
  padding: 10px 22px;
  border-radius: 99px;
  background: var(--accent);
  color: #fff;
  text-decoration: none;
}

ul {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(180px, 1fr));
  gap: 16px;
  margin: 6vh 0 0;
  padding: 0;
  list-style: none;
}

li {
  padding: 24px;
  border-radius: 14px;
  background: #fff;
  box-shadow: 0 2px 14px rgb(90 50 10 / 12%);
}
`,
  'app.js': `document.documentElement.dataset.ready = String(localStorage !== undefined);\n`,
  'content.json': `${JSON.stringify({ title: 'Panadería Sol', sections: ['hero', 'pan', 'horario'] }, null, 2)}\n`,
});
