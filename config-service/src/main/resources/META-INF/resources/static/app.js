// What the pages need beyond htmx: parts that show by a choice, copying, confirming, live updates.
(() => {
  // <select data-shows="incoming.afterProcessing"> shows the elements whose
  // data-when="incoming.afterProcessing:move,delete" names its value; hidden fields aren't sent.
  const showByChoice = () => {
    document.querySelectorAll('[data-when]').forEach(part => {
      const visible = part.dataset.when.split(';').every(condition => {
        const [name, values] = condition.split(':');
        const control = document.getElementById(name);
        if (!control) return true;
        const value = control.type === 'checkbox' ? String(control.checked) : control.value;
        return values.split(',').includes(value);
      });
      part.hidden = !visible;
      part.querySelectorAll('input, select, textarea').forEach(field => { field.disabled = !visible; });
    });
  };

  // A server's usual port follows the protocol until somebody enters another one.
  const suggestPort = changed => {
    const suggestions = changed.dataset.suggests && JSON.parse(changed.dataset.suggests);
    const values = suggestions && suggestions[changed.value];
    Object.entries(values || {}).forEach(([name, value]) => {
      const field = document.getElementById(name);
      if (field) field.value = value;
    });
  };

  document.addEventListener('change', event => {
    if (event.target.matches('[data-shows]')) showByChoice();
    if (event.target.matches('[data-suggests]')) suggestPort(event.target);
    if (event.target.matches('[data-file-for]') && event.target.files[0]) {
      takeFile(document.getElementById(event.target.dataset.fileFor), event.target.files[0]);
    }
    if (event.target.matches('[data-submits]')) event.target.form.requestSubmit();
  });

  document.addEventListener('click', async event => {
    const copy = event.target.closest('[data-copies]');
    if (copy) {
      await navigator.clipboard.writeText(document.getElementById(copy.dataset.copies).textContent.trim());
      const label = copy.textContent;
      copy.textContent = 'Copied';
      setTimeout(() => { copy.textContent = label; }, 1500);
    }
  });

  // A file dropped on <textarea data-drop-file="octets">, or chosen beside it, is shown there as text.
  // Its octets go into the field "octets", where there is one: a mail need not be UTF-8. Who edits the
  // text sends the text.
  const octetsOf = area => document.getElementById(area.dataset.dropFile);
  const takeFile = async (area, file) => {
    area.value = await file.text();
    const reader = new FileReader();
    reader.onload = () => { octetsOf(area).value = reader.result.slice(reader.result.indexOf(',') + 1); };
    if (octetsOf(area)) reader.readAsDataURL(file);
  };
  document.addEventListener('input', event => {
    const octets = event.target.matches('[data-drop-file]') && octetsOf(event.target);
    if (octets) octets.value = '';
  });
  document.addEventListener('dragover', event => {
    if (event.target.matches?.('[data-drop-file]')) event.preventDefault();
  });
  document.addEventListener('drop', event => {
    const file = event.dataTransfer?.files[0];
    if (file && event.target.matches?.('[data-drop-file]')) {
      event.preventDefault();
      takeFile(event.target, file);
    }
  });

  document.addEventListener('submit', event => {
    const question = event.submitter?.dataset.asks || event.target.dataset.asks;
    if (question && !window.confirm(question)) event.preventDefault();
  });

  // <div data-live="/overview/events"> is told by the server when to fetch itself anew.
  const live = () => document.querySelectorAll('[data-live]').forEach(part => {
    const source = new EventSource(part.dataset.live);
    source.addEventListener('changed', () => htmx.trigger(part, 'changed'));
    addEventListener('pagehide', () => source.close());
  });

  const start = () => { showByChoice(); live(); };
  document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', start) : start();
  document.addEventListener('htmx:afterSettle', showByChoice);
})();
