#version 330 core
// Which surface a sample shows: its normal and the number of its draw, as mesh.frag says it of a pixel's middle.

uniform float number;
uniform sampler2D base_color_texture;

in vec3 place;
in vec3 facing;
in vec2 uv;

out vec4 surface;

void main()
{
    if (texture(base_color_texture, uv).a < 0.5) discard;
    surface = vec4(gl_FrontFacing ? normalize(facing) : -normalize(facing), number);
}
