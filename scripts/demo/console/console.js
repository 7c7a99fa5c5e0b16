/** The page that changes PC and systems by hand. */

const LABELS = { certificate: '証明書', dialog: '証明書の選択', hour: '時刻' };
const FIRST_PC = { certificate: 'none', dialog: 'auto', hour: '10:00' };

const form = document.querySelector('#pc');
const message = document.querySelector('#message');

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void choosePc(Object.fromEntries(new FormData(form)));
});
document.querySelector('#first-pc').addEventListener('click', () => void choosePc(FIRST_PC));
document.querySelector('#reset').addEventListener('click', () => void order('reset', {}));

show(await (await fetch('state')).json());

async function choosePc(pc) {
  // The page disappears with the browser.
  for (const control of document.querySelectorAll('button, select')) control.disabled = true;
  await order('pc', pc);
  message.textContent = 'ブラウザーを開き直しています…';
}

async function order(what, details) {
  try {
    const response = await fetch(what, { method: 'POST', body: JSON.stringify(details) });
    if (!response.ok) throw new Error(`${response.status}`);
    show(await response.json());
    message.textContent = '変更しました。';
  } catch (error) {
    message.textContent = `変更できませんでした（${error.message}）。`;
  }
}

function show({ pc, choices, behaviours, systems }) {
  form.querySelector('.choices').replaceChildren(
    ...Object.entries(choices).map(([name, options]) => {
      const select = selectOf(options, pc[name]);
      Object.assign(select, { id: name, name });
      return element('div', {}, element('label', { htmlFor: name }, LABELS[name]), select);
    }),
  );
  document.querySelector('#systems').replaceChildren(
    ...systems.map(({ id, name, address, behaviour, defaultBehaviour }) => {
      const select = selectOf(
        { ...behaviours, [defaultBehaviour]: `${behaviours[defaultBehaviour]}［最初の状態］` },
        behaviour,
      );
      select.setAttribute('aria-label', `${name}の状態`);
      select.addEventListener('change', () => void order('behaviour', { system: id, behaviour: select.value }));
      const link = element('a', { href: address, target: '_blank', rel: 'noreferrer' }, name);
      return element(
        'tr',
        { id, className: behaviour === defaultBehaviour ? '' : 'changed' },
        element('th', { scope: 'row' }, link),
        element('td', { className: 'address' }, address),
        element('td', {}, select),
      );
    }),
  );
}

function selectOf(options, value) {
  const choices = Object.entries(options).map(([name, label]) => element('option', { value: name }, label));
  const select = element('select', {}, ...choices);
  select.value = value;
  return select;
}

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}
