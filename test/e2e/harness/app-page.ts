/** A page that draws itself, as today's do: its script redraws what a reader takes for several pages. */

/** Views by pushState, and a list that writes to its twenty rows as it scrolls. Its script reads `numbers`. */
export const APP = `<nav><button id="list">Daftar</button><button id="one">Satu</button></nav><main></main><script>
  const main = document.querySelector('main');
  let links = [];
  const draw = (from) => links.forEach((link, i) => {
    link.firstChild.nodeValue = numbers[from + i];
    link.href = '/laporan/' + numbers[from + i];
  });
  document.querySelector('#list').onclick = () => {
    history.pushState(null, '', '/daftar');
    links = Array.from({ length: 20 }, () => {
      const link = document.createElement('a');
      link.append('');
      return link;
    });
    main.replaceChildren(...links.map((link) => {
      const row = document.createElement('div');
      row.append(link);
      return row;
    }));
    draw(0);
  };
  addEventListener('scrollTo', (event) => draw(event.detail));
  document.querySelector('#one').onclick = () => {
    history.pushState(null, '', '/laporan/' + numbers[7]);
    main.innerHTML = '<h1>' + numbers[7] + '</h1>';
  };
</script>`;
