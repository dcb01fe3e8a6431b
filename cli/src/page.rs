// SPDX-License-Identifier: MIT OR Apache-2.0
//! One self-contained HTML page: words, figures and tables, no script and nothing from a network; on a screen, a
//! telephone or paper.

use std::fmt::Write as _;

use anyhow::Result;

use crate::drawing::Drawing;

/// A page.
pub(crate) struct Page {
    pub(crate) title: String,
    /// What was done, in a paragraph.
    pub(crate) lead: String,
    pub(crate) sections: Vec<Section>,
}

/// A heading and what stands under it.
pub(crate) struct Section {
    pub(crate) heading: String,
    pub(crate) blocks: Vec<Block>,
}

/// What a section is made of.
pub(crate) enum Block {
    Words(String),
    Figure {
        /// A name for links and tests.
        id: String,
        figure: Box<dyn Drawing>,
        /// What is shown, of which specs.
        caption: String,
    },
    Table {
        header: Vec<String>,
        rows: Vec<Vec<String>>,
    },
}

const STYLE: &str = "\
body{margin:0 auto;max-width:1180px;padding:1rem;font:16px/1.5 system-ui,sans-serif;color:#111;background:#fff}
h1{font-size:1.5rem;line-height:1.2}h2{font-size:1.15rem;margin:2rem 0 .5rem;border-bottom:1px solid #ccc}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,460px),1fr));gap:1rem}
figure{margin:0;break-inside:avoid}figure svg{width:100%;height:auto;display:block}
figcaption{font-size:.9rem;color:#444}
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem}
th,td{padding:.25rem .6rem;border-bottom:1px solid #ddd;text-align:right;white-space:nowrap}
th:first-child,td:first-child{text-align:left}
@media print{body{max-width:none;font-size:11px}figcaption,table{font-size:10px}.figures{grid-template-columns:1fr 1fr}h2{break-after:avoid}}";

impl Page {
    /// The page's text; the same page gives the same bytes.
    ///
    /// # Errors
    /// If a figure cannot be drawn.
    pub(crate) fn to_html(&self) -> Result<String> {
        let title = escaped(&self.title);
        let mut html = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<link rel=\"icon\" href=\"data:,\">\n<title>{title}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{}</p>\n",
            escaped(&self.lead)
        );
        for section in &self.sections {
            section.write(&mut html)?;
        }
        html.push_str("</body>\n</html>\n");
        Ok(html)
    }
}

impl Section {
    /// Neighbouring figures share a grid.
    fn write(&self, html: &mut String) -> Result<()> {
        let _ = writeln!(html, "<section>\n<h2>{}</h2>", escaped(&self.heading));
        for run in self.blocks.chunk_by(|a, b| a.is_figure() && b.is_figure()) {
            let figures = run[0].is_figure();
            html.push_str(if figures { "<div class=\"figures\">\n" } else { "" });
            for block in run {
                block.write(html)?;
            }
            html.push_str(if figures { "</div>\n" } else { "" });
        }
        html.push_str("</section>\n");
        Ok(())
    }
}

impl Block {
    fn is_figure(&self) -> bool {
        matches!(self, Self::Figure { .. })
    }

    fn write(&self, html: &mut String) -> Result<()> {
        match self {
            Self::Words(words) => {
                let _ = writeln!(html, "<p>{}</p>", escaped(words));
            }
            Self::Figure { id, figure, caption } => {
                let (dots, title, caption) = (figure.dots(), escaped(figure.title()), escaped(caption));
                // A drawing is one picture to a reader that speaks.
                let svg = figure.to_svg()?.replacen(
                    "<svg ",
                    &format!("<svg role=\"img\" aria-label=\"{title}\" "),
                    1,
                );
                let _ = writeln!(
                    html,
                    "<figure id=\"{id}\" data-dots=\"{dots}\">\n{svg}<figcaption>{caption}</figcaption>\n</figure>"
                );
            }
            Self::Table { header, rows } => {
                let row = |cells: &[String], tag: &str| {
                    let cell = |cell: &String| format!("<{tag}>{}</{tag}>", escaped(cell));
                    format!("<tr>{}</tr>\n", cells.iter().map(cell).collect::<String>())
                };
                let body: String = rows.iter().map(|cells| row(cells, "td")).collect();
                let _ = writeln!(
                    html,
                    "<div class=\"wide\"><table>\n<thead>\n{}</thead>\n<tbody>\n{body}</tbody>\n</table></div>",
                    row(header, "th")
                );
            }
        }
        Ok(())
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
