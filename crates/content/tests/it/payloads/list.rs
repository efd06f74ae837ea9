//! The payloads.

/// What reads the environment, files, classes and globals in the engines of others, or does not end.
#[rustfmt::skip]
pub const EXPRESSIONS: &[&str] = &[
    "env.HOME", "env('HOME')", "ENV['HOME']", "environ.HOME", "os.environ", "os.environ['HOME']", "process.env.HOME",
    "settings.SECRET_KEY", "config", "config.items()",
    "config.__class__.__init__.__globals__['os'].popen('id').read()", "self", "self._TemplateReference__context",
    "self.__init__.__globals__.__builtins__", "''.__class__", "''.__class__.__mro__[1].__subclasses__()",
    "''.__class__.__bases__[0].__subclasses__()[40]('/etc/passwd').read()", "[].__class__.__base__.__subclasses__()",
    "().__class__.__bases__[0]", "{}.__class__", "request", "request.application.__globals__",
    "request['application']['__globals__']", "request|attr('application')", "url_for.__globals__",
    "get_flashed_messages.__globals__", "lipsum.__globals__['os'].popen('id').read()",
    "cycler.__init__.__globals__.os", "joiner.__init__.__globals__", "namespace.__init__.__globals__", "namespace()",
    "debug()", "dump()", "dump(app)", "app.request.server.all", "_self", "_self.env",
    "_self.env.registerUndefinedFilterCallback('exec')", "_context", "['id']|filter('system')",
    "['id']|map('system')", "'/etc/passwd'|file_excerpt(1,30)", "constructor",
    "constructor.constructor('return process')()", "this.constructor.constructor('return this')()",
    "toString.constructor('x')()", "__proto__", "a.__proto__.polluted",
    "range.constructor('return global.process.env')()", "global.process.mainModule.require('fs')",
    "require('child_process').execSync('id')", "import('fs')", "module", "globalThis",
    "T(java.lang.Runtime).getRuntime().exec('id')", "T(java.lang.System).getenv()",
    "''.getClass().forName('java.lang.Runtime')", "class.classLoader", "application", "session", "#this",
    "'freemarker.template.utility.Execute'?new()('id')", ".data_model", ".vars", "product.getClass()",
    "object?api.class", "Execute('id')", "$class.inspect('java.lang.Runtime')", "include('/etc/passwd')",
    "include 'html'", "import 'html'", "source('/etc/passwd')", "file('/etc/passwd')", "read('/etc/passwd')",
    "open('/etc/passwd')", "File.read('/etc/passwd')", "Dir.entries('/')", "IO.popen('id')", "system('id')",
    "exec('id')", "`id`", "eval('1')", "Sprig.env", "env \"HOME\"", "expandenv \"$HOME\"",
    "getHostByName 'localhost'", ".Env.HOME", "printf '%p' .", "template 'x'", "block 'x'", "call .x",
    "range(1000000000)", "range(0, 1000000000, 1)", "9999999999999999999999", "2**100000000", "2 ** 63 * 2",
    "-9223372036854775808 / -1", "1 / 0", "1 // 0", "1 % 0", "0.1 / 0.0", "-0", "1e400", "'x' * 100000000",
    "'x'|center(100000000)", "'x'|ljust(100000000)", "'x'|indent(100000000)", "'x'|wordwrap(1)",
    "'x'|repeat(100000000)", "'x'|format(100000000)", "'%100000000d' % 1", "'%s' % 1", "'x'|replace('', 'xxxx')",
    "[1,2,3]|batch(1000000000)", "[1,2,3]|slice(1000000000)", "[1]|sum", "[[1]]|sum(start=[])", "'a'|list|join('x')",
    "'a'|tojson", "{}|xmlattr", "{'a': 1}|dictsort", "{'a': 1}|items", "'a'|pprint", "'a'|safe", "'a'|attr('x')",
    "'<b>'|striptags", "'a'|urlize", "'a'|random", "'a'|unique", "'a'|groupby('x')", "[3,1]|sort", "loop",
    "loop.index", "loop(1)", "super()", "caller()", "varargs", "kwargs", "context", "locals", "globals", "true.x",
    "none.x", "none()", "undefined()", "contact()", "contact.email()", "contact['email']['x']", "contact[contact]",
    "contact[:]", "contact[::0]", "'abc'[::0]", "'abc'[1:1000000000]", "contact.email[999999999999]",
    "'a' is callable", "'a' is defined(1)", "1 is divisibleby(0)", "1 is sameas", "not", "- - - 1", "1 if",
    "1 if 2 else", "a if b else c if d else e", "x.y.z.a.b.c.d.e.f", "((((((((((1))))))))))", "[[[[[[[[[[]]]]]]]]]]",
    "{1: 2}", "{'a': {'a': {'a': 1}}}", "lambda: 1", "x := 1", "x = 1", "1; 2", "1 | 2", "1 & 2", "~1", "a ? b : c",
    "a ?? b", "a?.b", "a!", "@a", "$a", "#a", "\\u0041", "'\\x41'", "\"${7*7}\"", "7*7", "'7'*7",
];

/// What other engines would evaluate; for ours it is text.
#[rustfmt::skip]
pub const FOREIGN: &[&str] = &[
    "${7*7}", "#{7*7}", "*{7*7}", "@{7*7}", "<%= 7*7 %>", "<% system('id') %>", "[[${7*7}]]", "{{{7*7}}}", "{7*7}",
    "$(id)", "`id`", "#set($x=7*7)$x", "<#assign x=7*7>${x}", "{php}echo `id`;{/php}", "{$smarty.version}", "@(7*7)",
    "~{7*7}", "%{7*7}", "{!7*7!}", "<?php system('id') ?>", "<?= 7*7 ?>", "<!--#exec cmd=\"id\"-->",
    "<!--#include file=\"/etc/passwd\"-->", "*|FNAME|*", "%%EMAIL%%", "[[EMAIL]]",
];
