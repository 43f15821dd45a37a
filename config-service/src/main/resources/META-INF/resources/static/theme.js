// In the head, before anything is painted: light or dark as chosen here, else as the system has it.
(() => {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const chosen = () => localStorage.getItem('theme');
  const apply = () => {
    const theme = chosen() || (system.matches ? 'dark' : 'light');
    document.documentElement.dataset.bsTheme = theme;
    document.querySelectorAll('[data-theme-toggle]').forEach(button => {
      button.textContent = theme === 'dark' ? 'Light' : 'Dark';
    });
  };
  apply();
  system.addEventListener('change', apply);
  document.addEventListener('DOMContentLoaded', () => {
    apply();
    document.querySelectorAll('[data-theme-toggle]').forEach(button => button.addEventListener('click', () => {
      localStorage.setItem('theme', document.documentElement.dataset.bsTheme === 'dark' ? 'light' : 'dark');
      apply();
    }));
  });
})();
