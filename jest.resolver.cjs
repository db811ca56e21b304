// './x.js' in our TypeScript means the './x.ts' beside it. Packages are left alone.
module.exports = (request, options) => {
  if (/^\.{1,2}\/.*\.js$/.test(request) && !options.basedir.includes('node_modules')) {
    try {
      return options.defaultResolver(request.replace(/\.js$/, '.ts'), options);
    } catch {
      return options.defaultResolver(request, options); // a real .js file
    }
  }
  return options.defaultResolver(request, options);
};
